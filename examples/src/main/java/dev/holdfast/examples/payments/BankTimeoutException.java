package dev.holdfast.examples.payments;

/** The bank did not answer in time; a later attempt may find it in a better mood. */
final class BankTimeoutException extends Exception {
    private static final long serialVersionUID = 1L;
    private static final String MESSAGE = "the bank did not answer in time";

    BankTimeoutException() {
        super(MESSAGE);
    }

    BankTimeoutException(Throwable cause) {
        super(MESSAGE, cause);
    }
}
