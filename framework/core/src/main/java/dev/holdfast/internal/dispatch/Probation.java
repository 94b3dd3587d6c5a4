package dev.holdfast.internal.dispatch;

import dev.holdfast.internal.offset.Guard;
import dev.holdfast.spi.Verdict;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The records of a lane one by one, because its owners died before they got on: before a record runs, it is committed that
 * it will. The record that was running alone when the process died comes before all younger ones; after {@link
 * #MOST_STARTS} starts it is not run any more. Over when as many records have passed as could have been running.
 * Thread-safe.
 */
final class Probation {
    /** How often a record is started alone before it counts as the one that ends the process. */
    static final int MOST_STARTS = 3;

    private static final int LEAST_TO_PASS = 64;

    /** After so many takeovers it was not the suspect that ended the process, but an older record. */
    private static final int MOST_TAKEOVERS = 8;

    private final Lane lane;
    private final Queue<Task> waiting = new PriorityQueue<>(Comparator.comparingLong(Task::offsetToMark));
    private final Consumer<Task> ready;
    private final long suspect;
    private final int suspectStarts;
    private @Nullable Task current;
    private boolean announced;
    private long started = Guard.NONE;
    private int starts;
    private int toPass;
    private int version;
    private boolean suspectIsSettled;
    private boolean over;

    /**
     * Begins.
     *
     * @param lane whose records
     * @param guard how the lane was left
     * @param concurrency how many records could be running in it
     * @param ready takes tasks that may run now
     */
    Probation(Lane lane, Guard guard, int concurrency, Consumer<Task> ready) {
        this.lane = lane;
        this.ready = ready;
        this.suspect = guard.started();
        this.suspectStarts = guard.starts();
        this.suspectIsSettled = suspect == Guard.NONE || guard.takeovers() > MOST_TAKEOVERS;
        this.toPass = Math.max(LEAST_TO_PASS, 2 * concurrency);
        this.started = guard.started();
        this.starts = guard.starts();
    }

    /** Whether a task may run now; if not, it is made ready again when it may. */
    synchronized boolean admits(Task task) {
        if (over || task.offsetToMark() == Finished.NO_OFFSET) {
            return true;
        }
        if (task.equals(current)) {
            return announced;
        }
        waiting.add(task);
        next();
        return announced && task.equals(current);
    }

    /** The verdict on a record that was started too often without coming to one, or null. */
    synchronized @Nullable Verdict verdict(Task task) {
        return !over && task.equals(current) && task.offsetToMark() == started && starts > MOST_STARTS
                ? new Verdict.Failed(
                        Verdict.Kind.PERMANENT,
                        "crash-loop",
                        null,
                        "the process ended " + MOST_STARTS + " times while this record ran alone",
                        null)
                : null;
    }

    /** A task has its verdict: the next one may begin. */
    synchronized void left(Task task) {
        if (!task.equals(current)) {
            return;
        }
        suspectIsSettled |= task.offsetToMark() == suspect;
        current = null;
        announced = false;
        toPass--;
        if (toPass <= 0) {
            end();
        } else {
            nextIsReady();
        }
    }

    /** Looks whether the record that was to come first will not come, because it is not there any more. */
    synchronized void look() {
        if (!over) {
            nextIsReady();
        }
    }

    private void nextIsReady() {
        boolean wasFree = current == null;
        next();
        Task task = current;
        if (wasFree && announced && task != null) {
            ready.accept(task);
        }
    }

    private void next() {
        if (current != null) {
            return;
        }
        suspectIsSettled |= lane.ring().isDone(suspect);
        Task next = suspectIsSettled ? waiting.peek() : suspectOrOlder();
        if (next == null) {
            return;
        }
        waiting.remove(next);
        current = next;
        if (!suspectIsSettled && next.offsetToMark() != suspect) {
            // Run without a word, so that what is committed goes on to tell of the suspect.
            announced = true;
            return;
        }
        started = next.offsetToMark();
        starts = started == suspect ? suspectStarts + 1 : 1;
        version++;
        lane.ring().touch();
    }

    private @Nullable Task suspectOrOlder() {
        Task oldest = waiting.peek();
        for (Task task : waiting) {
            if (task.offsetToMark() == suspect) {
                return task;
            }
        }
        return oldest != null && oldest.offsetToMark() < suspect ? oldest : null;
    }

    private void end() {
        over = true;
        started = Guard.NONE;
        starts = 0;
        lane.probationIsOver();
        waiting.forEach(ready);
        waiting.clear();
        lane.ring().touch();
    }

    /** What is to be committed. */
    synchronized Guard guard(boolean released, int takeovers) {
        return new Guard(released, takeovers, started, starts);
    }

    /** Tells what was committed from what is to be; compare with {@link #committed}. */
    synchronized int version() {
        return version;
    }

    /** Whether a task waits for a commit. */
    synchronized boolean awaitsCommit() {
        return !over && current != null && !announced;
    }

    /** Something was committed that was to be at a version. */
    synchronized void committed(int upTo) {
        Task task = current;
        if (!over && task != null && !announced && upTo == version) {
            announced = true;
            ready.accept(task);
        }
    }
}
