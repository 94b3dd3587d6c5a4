package dev.holdfast.deadletter.internal;

/** What became of a transaction. */
public sealed interface Written {
    /** All of it is there. */
    record Committed() implements Written {}

    /**
     * Nothing of it is there, because the broker does not take one of the records.
     *
     * @param index which, counted from 0
     * @param cause the broker's answer
     */
    record Refused(int index, Throwable cause) implements Written {}

    /**
     * Another producer has the transactional id.
     *
     * @param cause the broker's answer
     */
    record TakenOver(Throwable cause) implements Written {}

    /**
     * It could not be done. The next one to take over the transactional id finds out what is there.
     *
     * @param cause why
     */
    record Failed(Throwable cause) implements Written {}
}
