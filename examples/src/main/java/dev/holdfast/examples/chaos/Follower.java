package dev.holdfast.examples.chaos;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/** Reads the results while they are written, as somebody does who does not wait for the end. */
final class Follower {
    private final CountDownLatch written = new CountDownLatch(1);
    private final Future<Fingerprints> reading;

    /** Begins to read, on a thread of these. */
    Follower(String bootstrapServers, ExecutorService threads) {
        reading = threads.submit(() -> follow(bootstrapServers));
    }

    private Fingerprints follow(String bootstrapServers) {
        Fingerprints seen = new Fingerprints();
        new TopicReader(bootstrapServers, true).follow(Names.RESULTS, () -> written.getCount() == 0, seen::add);
        return seen;
    }

    /** What it has seen, when it has read to the end: nothing more will be written. */
    Fingerprints end() throws ExecutionException, InterruptedException {
        written.countDown();
        return reading.get();
    }
}
