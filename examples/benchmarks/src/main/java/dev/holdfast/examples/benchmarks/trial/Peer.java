package dev.holdfast.examples.benchmarks.trial;

/** A way to read a topic. Used by the main thread alone. */
@FunctionalInterface
public interface Peer {
    /**
     * Starts it.
     *
     * @param task what to do
     * @return what ends it
     */
    Running start(Task task);

    /** What was started. */
    @FunctionalInterface
    interface Running {
        /**
         * Ends it in good order: what is handled is committed.
         *
         * @throws InterruptedException if the thread is interrupted
         */
        void end() throws InterruptedException;
    }
}
