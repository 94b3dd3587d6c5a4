package dev.holdfast.internal.commit;

/** Asks whether a topic can be written to, without creating it. */
@FunctionalInterface
public interface TopicExists {
    /**
     * Checks a topic; blocks for a bounded time.
     *
     * @param topic its name
     * @throws Exception if it is not there, can't be written to now or can't be asked for
     */
    void check(String topic) throws Exception;
}
