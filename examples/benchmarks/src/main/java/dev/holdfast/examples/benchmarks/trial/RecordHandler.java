package dev.holdfast.examples.benchmarks.trial;

/** What every contestant calls for every record. Called by any thread of the contestant, by several at a time. */
@FunctionalInterface
public interface RecordHandler {
    /**
     * Handles a record.
     *
     * @param value its value
     * @throws FailedOnPurposeException if this record is to be tried again
     */
    void handle(byte[] value);
}
