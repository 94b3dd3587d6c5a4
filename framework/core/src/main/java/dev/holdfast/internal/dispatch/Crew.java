package dev.holdfast.internal.dispatch;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The workers of a dispatcher: how many there are, which of them rest, and when one more starts.
 *
 * <p>At most one worker is starting at any time: it wakes the next one after it has claimed, so the crew grows in number
 * only while work waits. A worker that finds nothing puts itself among the idle ones and then looks once more, which
 * closes the window between "found nothing" and "rests"; whoever takes it from there wakes it. Thread-safe.
 */
final class Crew {
    private static final Duration REST = Duration.ofSeconds(5);
    private static final Duration STANDSTILL = Duration.ofMillis(10);

    private final int most;
    private final ThreadFactory threads;
    private final Supplier<Worker> newWorker;
    private final BooleanSupplier hasWork;
    private final Set<Worker> workers = ConcurrentHashMap.newKeySet();
    private final ConcurrentLinkedDeque<Worker> idle = new ConcurrentLinkedDeque<>();
    private final AtomicInteger alive = new AtomicInteger();
    private final AtomicInteger resting = new AtomicInteger();
    private final AtomicInteger starting = new AtomicInteger();
    private final AtomicLong claims = new AtomicLong();
    private long claimsSeen;
    private long claimsSeenAt;
    private volatile boolean closed;

    Crew(int most, ThreadFactory threads, Supplier<Worker> newWorker, BooleanSupplier hasWork) {
        this.most = most;
        this.threads = threads;
        this.newWorker = newWorker;
        this.hasWork = hasWork;
    }

    /** Wakes or starts a worker if work waits, none is starting and fewer than {@code wanted} are at work. */
    void wakeOne(int wanted) {
        if (alive.get() - resting.get() >= Math.min(wanted, most) || starting.get() != 0 || !hasWork.getAsBoolean()) {
            return;
        }
        if (!starting.compareAndSet(0, 1)) {
            return;
        }
        Worker rested = idle.pollFirst();
        while (rested != null && !rested.takenFromIdle()) {
            rested = idle.pollFirst();
        }
        if (rested != null) {
            resting.decrementAndGet();
            rested.wake();
        } else if (alive.get() < most) {
            alive.incrementAndGet();
            Worker worker = newWorker.get();
            workers.add(worker);
            threads.newThread(worker).start();
        } else {
            starting.set(0);
        }
    }

    /** Says that the worker that was starting has looked for work. */
    void started() {
        starting.set(0);
    }

    void claimed() {
        claims.setOpaque(claims.getOpaque() + 1);
    }

    /** Whether work waits and nothing was claimed for ten milliseconds. Called by one thread. */
    boolean standsStill() {
        long time = System.nanoTime();
        long now = claims.get();
        if (now != claimsSeen || !hasWork.getAsBoolean()) {
            claimsSeen = now;
            claimsSeenAt = time;
            return false;
        }
        return time - claimsSeenAt > STANDSTILL.toNanos();
    }

    @Nullable
    Boolean awaitWork(Worker worker) {
        resting.incrementAndGet();
        worker.rest(idle);
        if (hasWork.getAsBoolean() && getsUp(worker)) {
            return false;
        }
        long until = System.nanoTime() + REST.toNanos();
        while (worker.isResting()) {
            long left = until - System.nanoTime();
            if (left <= 0 || closed) {
                return getsUp(worker) ? null : Boolean.TRUE;
            }
            LockSupport.parkNanos(this, left);
            Thread.interrupted();
        }
        return true;
    }

    private boolean getsUp(Worker worker) {
        boolean up = worker.getsUp();
        if (up) {
            resting.decrementAndGet();
        }
        return up;
    }

    void ended(Worker worker, int wanted) {
        workers.remove(worker);
        alive.decrementAndGet();
        wakeOne(wanted);
    }

    boolean anyRuns(Lane lane) {
        for (Worker worker : workers) {
            if (worker.lane() == lane) {
                return true;
            }
        }
        return false;
    }

    boolean anyRuns() {
        for (Worker worker : workers) {
            if (worker.lane() != null) {
                return true;
            }
        }
        return false;
    }

    Set<RunningRecord> running() {
        Set<RunningRecord> running = ConcurrentHashMap.newKeySet();
        for (Worker worker : workers) {
            Task task = worker.current();
            if (task != null) {
                running.add(new RunningRecord(task));
            }
        }
        return running;
    }

    void interrupt() {
        workers.forEach(Worker::interrupt);
    }

    void close() {
        closed = true;
        idle.forEach(Worker::wake);
    }
}
