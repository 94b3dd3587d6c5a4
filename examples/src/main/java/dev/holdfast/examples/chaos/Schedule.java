package dev.holdfast.examples.chaos;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/**
 * Faults of one kind of process, one after the other, in rounds that have each fault in an order of their own, with pauses
 * between them. Runs on a thread of its own until the end of a round after which enough has happened.
 */
final class Schedule implements Callable<Map<Fault, Integer>> {
    private final List<Fault> faults;
    private final Random random;
    private final int pauseMillis;
    private final Enough enough;
    private final Inflicting inflicting;

    /** Makes a fault happen, and what was broken whole again. */
    interface Inflicting {
        void inflict(Fault fault, Random random) throws InterruptedException;
    }

    /** Whether no other round is needed. */
    interface Enough {
        boolean isEnough() throws InterruptedException;
    }

    /**
     * Creates a schedule.
     *
     * @param faults what a round has, some of it several times
     * @param seed of the orders, choices and pauses
     * @param pauseMillis the shortest pause; the longest is twice as long
     * @param enough is asked after each round
     * @param inflicting makes them happen
     */
    Schedule(List<Fault> faults, long seed, int pauseMillis, Enough enough, Inflicting inflicting) {
        this.faults = faults;
        this.random = new Random(seed);
        this.pauseMillis = pauseMillis;
        this.enough = enough;
        this.inflicting = inflicting;
    }

    /** Goes through the rounds, and tells how often what has happened. */
    @Override
    public Map<Fault, Integer> call() throws InterruptedException {
        Map<Fault, Integer> happened = new EnumMap<>(Fault.class);
        do {
            List<Fault> round = new ArrayList<>(faults);
            Collections.shuffle(round, random);
            for (Fault fault : round) {
                TimeUnit.MILLISECONDS.sleep(pauseMillis + random.nextInt(pauseMillis));
                inflicting.inflict(fault, random);
                happened.merge(fault, 1, Integer::sum);
            }
        } while (!enough.isEnough());
        return happened;
    }
}
