package dev.holdfast.examples.payments;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Turns Ctrl-C and SIGTERM into a request, so that the run ends in good order and with its own exit code: the JVM waits
 * for it in a shutdown hook.
 */
final class Stopping {
    private final CountDownLatch requested = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicInteger code = new AtomicInteger(1);

    /** Registers the hook. */
    static Stopping ofProcess() {
        Stopping stopping = new Stopping();
        Runtime.getRuntime().addShutdownHook(new Thread(stopping::endProcess, "payments-stopping"));
        return stopping;
    }

    private void endProcess() {
        requested.countDown();
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        // The code of a JVM that ends by a signal says so; this run has its own.
        Runtime.getRuntime().halt(code.get());
    }

    /** Waits for a request. */
    boolean isRequestedWithin(long millis) throws InterruptedException {
        return requested.await(millis, TimeUnit.MILLISECONDS);
    }

    /** Waits for a request, however long that takes. */
    void await() throws InterruptedException {
        requested.await();
    }

    boolean isRequested() {
        return requested.getCount() == 0;
    }

    /** Asks for the end, as Ctrl-C does. */
    void request() {
        requested.countDown();
    }

    /** Says that the run is over. */
    void ended(int exitCode) {
        code.set(exitCode);
        ended.countDown();
    }
}
