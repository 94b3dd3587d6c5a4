package dev.holdfast.examples.benchmarks.work;

import java.util.concurrent.ExecutionException;

/** Something to do that contestants are compared at. */
public interface Workload {
    /**
     * Does it, and leaves the figures on the stage.
     *
     * @param stage where
     * @throws ExecutionException if the broker refuses something
     * @throws InterruptedException if the thread is interrupted
     */
    void run(Stage stage) throws ExecutionException, InterruptedException;
}
