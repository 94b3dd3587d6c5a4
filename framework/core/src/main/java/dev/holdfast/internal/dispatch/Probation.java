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
 * it will. The record that was running when the process died, the suspect, comes before all younger ones, alone in the
 * {@link Quarantine} until its end is committed; after {@link #MOST_STARTS} starts it is not run any more. Over when as many
 * records have passed as could have been running. Thread-safe.
 */
final class Probation {
    /** How often a record is started alone before it counts as the one that ends the process. */
    static final int MOST_STARTS = 3;

    private static final int LEAST_TO_PASS = 64;

    /** After so many takeovers it was not the suspect that ended the process, but an older record. */
    private static final int MOST_TAKEOVERS = 8;

    private final Lane lane;
    private final Quarantine quarantine;
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
    private boolean closed;
    private boolean alone;
    private long unsettled = Guard.NONE;
    private int settledVersion;
    private int committedVersion;

    /**
     * Begins.
     *
     * @param lane whose records
     * @param guard how the lane was left
     * @param concurrency how many records could be running in it
     * @param quarantine what all probations of the process share
     * @param ready takes tasks that may run now
     */
    Probation(Lane lane, Guard guard, int concurrency, Quarantine quarantine, Consumer<Task> ready) {
        this.lane = lane;
        this.quarantine = quarantine;
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

    /** A task has its verdict: the next one may begin, after that of a suspect when it is committed. */
    void left(Task task) {
        if (hasLeft(task)) {
            quarantine.leaves(this);
        }
        look();
    }

    /** Whether it had the task, and need not wait until its end is committed. */
    private synchronized boolean hasLeft(Task task) {
        if (!task.equals(current)) {
            return false;
        }
        suspectIsSettled |= task.offsetToMark() == suspect;
        current = null;
        announced = false;
        toPass--;
        if (alone) {
            unsettled = task.offsetToMark();
            alone = false;
            return false;
        }
        return true;
    }

    /** Looks whether what was waited for has happened, or will not: then the next one may begin. */
    void look() {
        if (isSettled()) {
            quarantine.leaves(this);
        }
        goOn();
    }

    /** Whether the end of the record that ran alone is committed since the last look. */
    private synchronized boolean isSettled() {
        if (unsettled == Guard.NONE) {
            return false;
        }
        if (settledVersion == 0 && lane.ring().isDone(unsettled)) {
            version++; // the next commit that has it has the end of the record in it
            settledVersion = version;
            lane.ring().touch();
        }
        boolean takesLong = closed || lane.failing() > 0 || lane.trouble() != null;
        if (takesLong || (settledVersion != 0 && committedVersion >= settledVersion)) {
            unsettled = Guard.NONE;
            settledVersion = 0;
            return true;
        }
        return false;
    }

    /** The lane is given up, or has stopped: nothing of it runs from now on. */
    void close() {
        synchronized (this) {
            closed = true;
        }
        quarantine.leaves(this);
    }

    private synchronized void goOn() {
        if (over || closed || unsettled != Guard.NONE) {
            return;
        }
        if (toPass <= 0) {
            end();
        } else {
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
        if (current != null || closed || unsettled != Guard.NONE) {
            return;
        }
        suspectIsSettled |= lane.ring().isDone(suspect);
        Task next = suspectIsSettled ? waiting.peek() : suspectOrOlder();
        if (next == null) {
            quarantine.withdraws(this);
            return;
        }
        boolean isSuspect = !suspectIsSettled && next.offsetToMark() == suspect;
        if (!quarantine.enters(this, isSuspect)) {
            return;
        }
        alone = isSuspect;
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
        quarantine.withdraws(this);
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
        return !over && (settledVersion != 0 || (current != null && !announced));
    }

    /** Something was committed that was to be at a version. */
    synchronized void committed(int upTo) {
        committedVersion = upTo;
        Task task = current;
        if (!over && task != null && !announced && upTo == version) {
            announced = true;
            ready.accept(task);
        }
    }
}
