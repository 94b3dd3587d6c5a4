package dev.holdfast.testkit;

/**
 * One call of a handler in a {@link DeliveryHistory}. Thread-safe: {@link #settled} and {@link #failed} may be called
 * by another thread than the one that began, once.
 */
public final class Handling {
    /** The end of a handling that has not ended. */
    static final long NEVER = Long.MAX_VALUE;

    private final DeliveryHistory history;
    private final String ownership;
    private final String id;
    private final int attempt;
    private final RecordContent content;
    private final long began;
    private volatile long ended = NEVER;
    private volatile boolean success;

    Handling(DeliveryHistory history, String ownership, String id, int attempt, RecordContent content, long began) {
        this.history = history;
        this.ownership = ownership;
        this.id = id;
        this.attempt = attempt;
        this.content = content;
        this.began = began;
    }

    /** The handler has done what it wants to do with the record. To be called last in the handler. */
    public void settled() {
        history.ended(this, true);
    }

    /** The handler fails, so that the record must be tried again. To be called last in the handler. */
    public void failed() {
        history.ended(this, false);
    }

    /** Called by the history, under its lock. */
    void end(long event, boolean settled) {
        if (ended != NEVER) {
            throw new IllegalStateException("the handling of " + id + " has ended already");
        }
        success = settled;
        ended = event;
    }

    /**
     * Which record was handled.
     *
     * @return its id
     */
    public String id() {
        return id;
    }

    /**
     * Which attempt the handler was told that it is.
     *
     * @return 1 for the first
     */
    public int attempt() {
        return attempt;
    }

    /**
     * What the handler was given.
     *
     * @return key, value and headers
     */
    public RecordContent content() {
        return content;
    }

    /**
     * Whether the handler has settled the record.
     *
     * @return false while it runs, and if it failed
     */
    public boolean isSettled() {
        return ended != NEVER && success;
    }

    /** The instance, and how often it had been interrupted. */
    String ownership() {
        return ownership;
    }

    /** When it began, in events of the history. */
    long begin() {
        return began;
    }

    /** When it ended, in events of the history. */
    long end() {
        return ended;
    }

    @Override
    public String toString() {
        return id + " by " + ownership + (ended == NEVER ? " (not ended)" : success ? "" : " (failed)");
    }
}
