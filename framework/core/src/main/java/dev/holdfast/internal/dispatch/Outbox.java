package dev.holdfast.internal.dispatch;

/** Where finished records with writes go. */
@FunctionalInterface
public interface Outbox {
    /**
     * Takes a finished record. Any thread; records of one key come in their order. Never blocks.
     *
     * @param finished the record
     */
    void accept(Finished finished);
}
