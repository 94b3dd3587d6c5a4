package dev.holdfast;

/** On which threads handlers run. */
public enum HandlerThreads {
    /** {@link #VIRTUAL} on Java 24 and later, {@link #POOL} before, where virtual threads pin in synchronized blocks. */
    AUTO,
    /** Virtual threads; needs Java 21. */
    VIRTUAL,
    /** Platform threads, at most the handler's concurrency. */
    POOL
}
