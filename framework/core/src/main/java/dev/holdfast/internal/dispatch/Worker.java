package dev.holdfast.internal.dispatch;

import dev.holdfast.internal.invoke.HandlerScope;
import dev.holdfast.spi.Admission;
import dev.holdfast.spi.Verdict;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Claims ready tasks and runs their chains, until there has been nothing to do for a while. */
final class Worker implements Runnable {
    /** After so many records of one chain others get their turn. */
    private static final int LONGEST_RUN = 256;

    /** One chain in so many is timed. */
    private static final int SAMPLE = 16;

    private static final int AT_WORK = 0;
    private static final int RESTING = 1;
    private static final int CALLED = 2;

    private final Dispatcher dispatcher;
    private final Tally tally;
    private volatile @Nullable Thread thread;
    private volatile @Nullable Lane lane;
    private final AtomicReference<@Nullable Task> current = new AtomicReference<>();
    private final AtomicInteger rest = new AtomicInteger();
    private volatile boolean listed;
    private int claims;
    private int recordsRun;
    private boolean permitPassedOn;

    Worker(Dispatcher dispatcher) {
        this.dispatcher = dispatcher;
        this.tally = new Tally(dispatcher.counters());
    }

    @Override
    public void run() {
        thread = Thread.currentThread();
        HandlerScope.enter();
        boolean woken = true;
        try {
            while (true) {
                Task task = dispatcher.claim((++claims & 1) == 0);
                if (woken) {
                    dispatcher.started();
                    woken = false;
                }
                if (task != null) {
                    dispatcher.wakeAnother();
                    runTimed(task);
                } else {
                    tally.tell();
                    Boolean next = dispatcher.awaitWork(this);
                    if (next == null) {
                        return;
                    }
                    woken = next;
                }
            }
        } catch (Throwable e) {
            dispatcher.broken(e);
            throw e;
        } finally {
            tally.tell();
            dispatcher.ended(this);
        }
    }

    private void runTimed(Task task) {
        boolean timed = claims % SAMPLE == 1;
        long begin = timed ? System.nanoTime() : 0;
        permitPassedOn = false;
        runChain(task);
        if (!permitPassedOn) {
            dispatcher.releasePermit();
        }
        if (timed) {
            dispatcher.speed().sample((System.nanoTime() - begin) / Math.max(1, recordsRun));
        }
        if (dispatcher.isSlow()) {
            tally.tell();
        }
        // Left behind by a handler that was interrupted or interrupted itself: not the next record's business.
        Thread.interrupted();
    }

    private void runChain(Task first) {
        lane = first.lane();
        recordsRun = 0;
        Task task = first;
        while (task != null && isFinishedAfterRunning(task)) {
            task = task.release();
            if (task != null && ++recordsRun >= LONGEST_RUN) {
                dispatcher.ready(task);
                task = null;
            }
        }
        current.setOpaque(null);
        lane = null;
    }

    private boolean isFinishedAfterRunning(Task task) {
        Lane its = task.lane();
        if (its.isHalted()) {
            // A closed lane's chain is let go; a stopped one's stays as it is: nothing behind it may run.
            return !its.isOpen();
        }
        current.setOpaque(task);
        if (!task.isAdmitted() && !dispatcher.extensions().isEmpty()) {
            Admission admission = dispatcher.admit(task);
            if (admission instanceof Admission.Hold) {
                return false;
            }
            if (admission instanceof Admission.Settle settle) {
                return dispatcher.settlement().settleHeld(task, settle.disposition());
            }
        }
        return invoke(task);
    }

    private boolean invoke(Task task) {
        Probation probation = task.lane().probation();
        if (probation != null) {
            task.admitted();
            if (!probation.admits(task)) {
                return false;
            }
            Verdict hopeless = probation.verdict(task);
            if (hopeless != null) {
                return dispatcher.settlement().settle(task, hopeless, tally);
            }
        }
        dispatcher.begins(task);
        Verdict verdict = dispatcher.invoker().invoke(task, task);
        if (verdict == null) {
            permitPassedOn = true;
            return false;
        }
        dispatcher.ends(task);
        return dispatcher.settlement().settle(task, verdict, tally);
    }

    /** The lane whose chain this worker runs now. */
    @Nullable
    Lane lane() {
        return lane;
    }

    /** The task that this worker runs now, as seen a moment ago. */
    @Nullable
    Task current() {
        return current.getOpaque();
    }

    void interrupt() {
        Thread running = thread;
        if (running != null) {
            running.interrupt();
        }
    }

    /** Goes among the idle workers. */
    void rest(Deque<Worker> idle) {
        rest.set(RESTING);
        if (!listed) {
            listed = true;
            idle.addFirst(this);
        }
    }

    /** Says that the worker was taken off the list of idle ones; true if it rested and shall be woken. */
    boolean takenFromIdle() {
        listed = false;
        return rest.compareAndSet(RESTING, CALLED);
    }

    /** Goes back to work without having been called; false if the call came first. */
    boolean getsUp() {
        return rest.compareAndSet(RESTING, AT_WORK);
    }

    boolean isResting() {
        return rest.get() == RESTING;
    }

    void wake() {
        LockSupport.unpark(thread);
    }
}
