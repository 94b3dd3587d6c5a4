package dev.holdfast.schemaregistry;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * At most eight threads that ask, and as many questions that wait for one as {@link #MOST_WAITING}: a flood of made-up ids
 * must not become a flood of requests.
 */
final class LookupThreads implements AutoCloseable {
    private static final int MOST = 8;
    private static final int MOST_WAITING = 1_000;
    private static final Duration IDLE = Duration.ofSeconds(10);

    private final AtomicInteger numbers = new AtomicInteger();
    private final ThreadPoolExecutor pool = new ThreadPoolExecutor(
            MOST, MOST, IDLE.toMillis(), TimeUnit.MILLISECONDS, new ArrayBlockingQueue<>(MOST_WAITING), task -> {
                Thread thread = new Thread(task, "schema-lookup-" + numbers.incrementAndGet());
                thread.setDaemon(true);
                return thread;
            });

    LookupThreads() {
        pool.allowCoreThreadTimeOut(true);
    }

    /** Throws {@link java.util.concurrent.RejectedExecutionException} if too many wait already, or after the close. */
    void run(Runnable question) {
        pool.execute(question);
    }

    @Override
    public void close() {
        pool.shutdownNow();
    }
}
