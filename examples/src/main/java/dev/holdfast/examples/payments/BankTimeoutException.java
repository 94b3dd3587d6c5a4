package dev.holdfast.examples.payments;

/** The bank did not answer in time; a later attempt may find it in a better mood. */
final class BankTimeoutException extends Exception {
    private static final long serialVersionUID = 1L;

    BankTimeoutException() {
        super("the bank did not answer in time");
    }
}
