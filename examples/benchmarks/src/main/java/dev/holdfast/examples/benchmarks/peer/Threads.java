package dev.holdfast.examples.benchmarks.peer;

import dev.holdfast.examples.benchmarks.trial.Peer;

/** Loops that have no thread of their own. */
final class Threads {
    private Threads() {}

    /** Runs a loop that ends by itself after its last record. */
    static Peer.Running start(Runnable loop) {
        Thread thread = new Thread(loop, "benchmark-loop");
        thread.setDaemon(true);
        thread.start();
        return thread::join;
    }
}
