package dev.holdfast.internal.commit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The committer's thread: turns its work, rests between turns, and is woken when there is something to do. */
final class CommitterThread {
    private static final Logger LOG = LoggerFactory.getLogger(CommitterThread.class);

    private final Thread thread;
    private final Work work;
    private final InstantSource clock;
    private final Consumer<Throwable> onBroken;
    private final AtomicBoolean resting = new AtomicBoolean();
    private volatile boolean signalled;
    private volatile boolean closed;

    /** What is turned. Called by the committer's thread alone. */
    interface Work {
        /** Does what there is to do. */
        void turn(Instant now);

        /** How long to rest at the most before the next turn. */
        Duration rest();

        /** The last call. */
        void end();
    }

    CommitterThread(String name, Work work, InstantSource clock, Consumer<Throwable> onBroken) {
        this.thread = new Thread(this::run, name);
        this.work = work;
        this.clock = clock;
        this.onBroken = onBroken;
    }

    void start() {
        thread.start();
    }

    /** Has the next turn begin soon. Any thread; costs two reads while the thread is at work. */
    void wake() {
        if (!signalled) {
            signalled = true;
        }
        if (resting.get() && resting.compareAndSet(true, false)) {
            LockSupport.unpark(thread);
        }
    }

    /** Ends the thread after the turn that is under way, and waits for that. */
    void close(Duration atMost) {
        closed = true;
        wake();
        try {
            thread.join(Math.max(1, atMost.toMillis()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (!closed) {
                signalled = false;
                work.turn(clock.instant());
                rest(work.rest());
            }
        } catch (Throwable e) {
            LOG.error("the committer has broken", e);
            onBroken.accept(e);
        } finally {
            work.end();
        }
    }

    private void rest(Duration atMost) {
        resting.set(true);
        if (!signalled && !closed) {
            LockSupport.parkNanos(this, atMost.toNanos());
        }
        resting.set(false);
    }
}
