package dev.holdfast.testkit;

import dev.holdfast.spi.Timers;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Timers whose time moves only when a test moves it. Thread-safe.
 *
 * <p>Actions run on the thread that calls {@link #tick} or {@link #set}, one at a time, in the order in which they are
 * due; while an action runs, the clock shows the time at which it was due. An action whose time has passed already when
 * it is added runs at the next {@code tick}, be it of no time at all, and never on the thread that adds it.
 */
public final class ManualClock implements Timers {
    private final PriorityQueue<Entry> entries =
            new PriorityQueue<>(Comparator.comparing(Entry::due).thenComparing(Entry::number));
    // Apart from the monitor that guards the fields: actions may add actions on other threads and wait for them.
    private final ReentrantLock running = new ReentrantLock();
    private Instant now;
    private long added;

    /**
     * Creates a clock.
     *
     * @param start the time that it shows
     */
    public ManualClock(Instant start) {
        this.now = Objects.requireNonNull(start, "start");
    }

    /** Creates a clock that shows the beginning of the year 2030, a time that no real clock of a test shows. */
    public ManualClock() {
        this(Instant.parse("2030-01-01T00:00:00Z"));
    }

    @Override
    public synchronized Instant now() {
        return now;
    }

    @Override
    public synchronized Alarm at(Instant due, Runnable action) {
        Entry entry = new Entry(Objects.requireNonNull(due, "due"), added++, Objects.requireNonNull(action, "action"));
        entries.add(entry);
        return () -> cancel(entry);
    }

    /**
     * Moves the time forward and runs what becomes due, also what that adds and becomes due on the way.
     *
     * @param step how far; not negative. Zero runs what is due already
     * @throws RuntimeException what an action threw; the others have run, and what they threw is suppressed in it
     */
    public void tick(Duration step) {
        if (step.isNegative()) {
            throw new IllegalArgumentException("time does not tick backwards: " + step);
        }
        running.lock();
        try {
            run(now().plus(step));
        } finally {
            running.unlock();
        }
    }

    /**
     * Sets the time, forward or backward, and runs what is due then.
     *
     * @param time the time to show
     * @throws RuntimeException what an action threw; the others have run, and what they threw is suppressed in it
     */
    public void set(Instant time) {
        running.lock();
        try {
            run(Objects.requireNonNull(time, "time"));
        } finally {
            running.unlock();
        }
    }

    /**
     * When the next action is due.
     *
     * @return its time, which may have passed; empty if there is none
     */
    public synchronized Optional<Instant> nextDue() {
        return Optional.ofNullable(entries.peek()).map(Entry::due);
    }

    private void run(Instant end) {
        RuntimeException thrown = null;
        for (Entry entry = take(end); entry != null; entry = take(end)) {
            try {
                entry.action().run();
            } catch (RuntimeException e) {
                thrown = with(thrown, e);
            }
        }
        if (thrown != null) {
            throw thrown;
        }
    }

    /** The next action that is due by then, with the clock set to its time; the clock is set to the end if there is none. */
    private synchronized @Nullable Entry take(Instant end) {
        Entry next = entries.peek();
        if (next == null || next.due().isAfter(end)) {
            now = end;
            return null;
        }
        if (next.due().isAfter(now)) {
            now = next.due();
        }
        return entries.poll();
    }

    private synchronized void cancel(Entry entry) {
        entries.remove(entry);
    }

    private static RuntimeException with(@Nullable RuntimeException first, RuntimeException next) {
        if (first == null) {
            return next;
        }
        first.addSuppressed(next);
        return first;
    }

    private record Entry(Instant due, long number, Runnable action) {}
}
