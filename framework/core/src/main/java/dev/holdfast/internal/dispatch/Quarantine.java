package dev.holdfast.internal.dispatch;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Keeps the probations of one process apart. A record during which a process has died before runs alone: while it does, no
 * other record of a partition on probation runs, so that if the process dies again, it was not beside it. All others may run
 * at the same time. Who wants to be alone comes before those who don't. Thread-safe.
 */
public final class Quarantine {
    private final Set<Probation> inside = new LinkedHashSet<>();
    private final Set<Probation> waitingAlone = new LinkedHashSet<>();
    private final Set<Probation> waiting = new LinkedHashSet<>();
    private boolean isAlone;

    /** Nobody is in it. */
    public Quarantine() {}

    /**
     * Asks for a record of a probation to run.
     *
     * @param probation whose record; it has none in here
     * @param alone whether no other may run meanwhile
     * @return whether it may; if not, the probation is told to look again when it is worth it
     */
    synchronized boolean enters(Probation probation, boolean alone) {
        boolean mayEnter = inside.isEmpty() || (!alone && !isAlone && waitingAlone.isEmpty());
        waiting.remove(probation);
        waitingAlone.remove(probation);
        if (mayEnter) {
            inside.add(probation);
            isAlone = alone;
        } else {
            (alone ? waitingAlone : waiting).add(probation);
        }
        return mayEnter;
    }

    /** A probation waits for nothing any more. */
    synchronized void withdraws(Probation probation) {
        waiting.remove(probation);
        waitingAlone.remove(probation);
    }

    /**
     * The record of a probation, if it has one in here, is done with, or will not be. Not to be called with a probation's lock
     * held: it makes others look.
     */
    void leaves(Probation probation) {
        List<Probation> looking;
        synchronized (this) {
            withdraws(probation);
            inside.remove(probation);
            if (!inside.isEmpty()) {
                return;
            }
            isAlone = false;
            looking = new ArrayList<>(waitingAlone);
            looking.addAll(waiting);
        }
        looking.forEach(Probation::look);
    }
}
