package dev.holdfast.examples.payments;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/**
 * What was found in the topics, as sets of payments; and what follows from it. All of it is about one run. Used by one
 * thread.
 */
final class Findings {
    private final BitSet published = new BitSet();
    private final BitSet uncommitted = new BitSet();
    private final BitSet settled = new BitSet();
    private final BitSet retried = new BitSet();
    private final BitSet deadLettered = new BitSet();
    private final Map<String, Integer> lastOfAccount = new HashMap<>();
    private long duplicates;
    private long outOfOrder;

    /** Payments that the brokers have acknowledged, so they must be in the topic. */
    void acknowledged(BitSet numbers) {
        published.or(numbers);
    }

    /** A payment in the topic; beyond what the group has committed, it still waits for its turn. */
    void requested(int number, boolean committed) {
        published.set(number);
        if (!committed) {
            uncommitted.set(number);
        }
    }

    /** A settlement in the topic; partitions are read in their order, so each account's come in theirs. */
    void settled(int number, Settlement settlement) {
        if (settled.get(number)) {
            duplicates++;
            return;
        }
        settled.set(number);
        if (settlement.attempt() > 1) {
            retried.set(number);
        }
        if (lastOfAccount.merge(settlement.account(), number, Math::max) > number) {
            outOfOrder++;
        }
    }

    /** A dead letter that is still there. */
    void deadLettered(int number) {
        deadLettered.set(number);
    }

    Summary summary(double seconds) {
        BitSet missing = (BitSet) published.clone();
        missing.andNot(settled);
        missing.andNot(deadLettered);
        BitSet waiting = (BitSet) missing.clone();
        waiting.and(uncommitted);
        BitSet handled = (BitSet) settled.clone();
        handled.and(published);
        return new Summary(
                published.cardinality(),
                handled.cardinality(),
                retried.cardinality(),
                deadLettered.cardinality(),
                0,
                missing.cardinality() - waiting.cardinality(),
                waiting.cardinality(),
                duplicates,
                outOfOrder,
                seconds);
    }
}
