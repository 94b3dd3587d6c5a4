package dev.holdfast.internal.lifecycle;

import dev.holdfast.state.AppState;
import dev.holdfast.state.GroupState;
import dev.holdfast.state.HandlerState;
import dev.holdfast.state.Phase;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The application's own phase, which its handlers' phases refine while it runs, and who wants to know of changes.
 * Thread-safe.
 */
public final class Lifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Lifecycle.class);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<Consumer<AppState>> listeners = new CopyOnWriteArrayList<>();
    private Phase phase = Phase.CREATED;
    private String reason = "";
    private Instant since;
    private @Nullable String seen;

    /**
     * Begins in {@link Phase#CREATED}.
     *
     * @param now the time
     */
    public Lifecycle(Instant now) {
        this.since = now;
    }

    /**
     * Goes from one phase to another.
     *
     * @param from the only phase from which it may go
     * @param to the new phase
     * @param now the time
     * @return whether it went
     */
    public boolean go(Phase from, Phase to, Instant now) {
        lock.lock();
        try {
            if (phase != from) {
                return false;
            }
            enter(to, "", now);
            return true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Begins to stop, from whatever phase but those that have ended.
     *
     * @param now the time
     * @return whether this call begins it
     */
    public boolean stopping(Instant now) {
        lock.lock();
        try {
            if (phase == Phase.STOPPING || phase == Phase.STOPPED) {
                return false;
            }
            if (phase != Phase.FAILED) {
                enter(Phase.STOPPING, "", now);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Says that the application has ended by an error.
     *
     * @param why what a person reads
     * @param now the time
     */
    public void failed(String why, Instant now) {
        lock.lock();
        try {
            if (phase != Phase.STOPPED) {
                enter(Phase.FAILED, why, now);
            }
        } finally {
            lock.unlock();
        }
    }

    private void enter(Phase next, String why, Instant now) {
        phase = next;
        reason = why;
        since = now;
        changed.signalAll();
    }

    /** The application's own phase. */
    public Phase phase() {
        lock.lock();
        try {
            return phase;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until the application has ended.
     *
     * @return the phase in which it has ended
     * @throws InterruptedException if the calling thread is interrupted
     */
    public Phase awaitEnd() throws InterruptedException {
        lock.lock();
        try {
            while (phase != Phase.STOPPED && phase != Phase.FAILED) {
                changed.await();
            }
            return phase;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Joins the application's phase with its handlers'.
     *
     * @param handlers the handlers' states
     * @param groups the groups' states
     * @return the state of the whole
     */
    public AppState state(List<HandlerState> handlers, List<GroupState> groups) {
        lock.lock();
        try {
            if (phase != Phase.RUNNING) {
                return new AppState(phase, reason, since, handlers, groups);
            }
            Worst worst = new Worst(since);
            for (HandlerState handler : handlers) {
                worst.add(handler.phase(), handler.id() + ": " + handler.reason(), handler.since());
            }
            return new AppState(worst.phase(), worst.reason(), worst.since(), handlers, groups);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Adds somebody who wants to know.
     *
     * @param listener takes the state after each change of a phase
     */
    public void listen(Consumer<AppState> listener) {
        listeners.add(listener);
    }

    /**
     * Tells the listeners if a phase has changed since the last call.
     *
     * @param state the state now
     */
    public void observe(AppState state) {
        StringBuilder phases = new StringBuilder(state.phase() + state.reason());
        state.handlers()
                .forEach(handler -> phases.append('|').append(handler.phase()).append(handler.reason()));
        lock.lock();
        try {
            if (phases.toString().equals(seen)) {
                return;
            }
            seen = phases.toString();
        } finally {
            lock.unlock();
        }
        for (Consumer<AppState> listener : listeners) {
            try {
                listener.accept(state);
            } catch (RuntimeException e) {
                LOG.error("a listener for state changes failed", e);
            }
        }
    }
}
