package dev.holdfast.retry;

/**
 * Something that is to be done with the first record of a held key, known by where it was written.
 *
 * @param partition the partition, of the handled topic and of that of commands
 * @param offset its offset in the topic of commands
 */
public record HeldCommand(int partition, long offset) {
    /** What came of it. */
    public enum Result {
        /** It was done. */
        DONE,
        /** The record was not held any more. */
        NOT_HELD,
        /** The record waits behind another one of its key. */
        NOT_FIRST,
        /** It could not be understood, such as one for a topic that was deleted since. */
        UNREADABLE
    }
}
