package dev.holdfast.examples.chaos;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Faults of one kind of process, one after the other, in rounds that have each fault in an order of their own, with pauses
 * between them. Runs on a thread of its own until the end of a round after it was told to end.
 */
final class Schedule implements Callable<Map<Fault, Integer>> {
    private final List<Fault> faults;
    private final Random random;
    private final int pauseMillis;
    private final CountDownLatch over;
    private final Inflicting inflicting;

    /** Makes a fault happen, and what was broken whole again. */
    interface Inflicting {
        void inflict(Fault fault, Random random) throws InterruptedException;
    }

    /**
     * Creates a schedule.
     *
     * @param faults what a round has, some of it several times
     * @param seed of the orders, choices and pauses
     * @param pauseMillis the shortest pause; the longest is twice as long
     * @param over the latch that ends it
     * @param inflicting makes them happen
     */
    Schedule(List<Fault> faults, long seed, int pauseMillis, CountDownLatch over, Inflicting inflicting) {
        this.faults = faults;
        this.random = new Random(seed);
        this.pauseMillis = pauseMillis;
        this.over = over;
        this.inflicting = inflicting;
    }

    /** Goes through the rounds, and tells how often what has happened. */
    @Override
    public Map<Fault, Integer> call() throws InterruptedException {
        Map<Fault, Integer> happened = new EnumMap<>(Fault.class);
        boolean isOver = false;
        while (!isOver) {
            List<Fault> round = new ArrayList<>(faults);
            Collections.shuffle(round, random);
            for (Fault fault : round) {
                over.await(pauseMillis + random.nextInt(pauseMillis), TimeUnit.MILLISECONDS);
                inflicting.inflict(fault, random);
                happened.merge(fault, 1, Integer::sum);
            }
            isOver = over.getCount() == 0;
        }
        return happened;
    }
}
