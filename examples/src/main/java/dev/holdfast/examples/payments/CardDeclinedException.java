package dev.holdfast.examples.payments;

/** The bank refuses the card; it will refuse it however often it is asked. */
final class CardDeclinedException extends Exception {
    private static final long serialVersionUID = 1L;

    CardDeclinedException() {
        super("the bank declined the card");
    }
}
