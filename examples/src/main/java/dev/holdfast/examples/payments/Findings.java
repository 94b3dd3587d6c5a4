package dev.holdfast.examples.payments;

import dev.holdfast.deadletter.DeadLetter;
import dev.holdfast.deadletter.DeadLetterOrigin;
import dev.holdfast.deadletter.DeadLetterStatus;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was found in the topics, as sets of payments; and what follows from it. All of it is about one run. First come the
 * requested payments, then the dead letters, then all else. Used by one thread.
 */
final class Findings {
    private final Map<String, Integer> byPlace = new HashMap<>();
    private final BitSet published = new BitSet();
    private final BitSet waiting = new BitSet();
    private final BitSet settled = new BitSet();
    private final BitSet retried = new BitSet();
    private final BitSet deadLettersLeft = new BitSet();
    private final BitSet redriven = new BitSet();
    private final Map<String, Integer> lastOfAccount = new HashMap<>();
    private long duplicates;
    private long outOfOrder;

    /** Payments that the brokers have acknowledged, so they must be in the topic. */
    void acknowledged(BitSet numbers) {
        published.or(numbers);
    }

    /** A payment in the topic; its place is partition and offset, by which dead letters know it. */
    void requested(int number, String place) {
        published.set(number);
        byPlace.put(place, number);
    }

    /** A dead letter, which is left or was redriven; those of other runs are passed over. */
    void deadLetter(DeadLetter letter) {
        DeadLetterOrigin origin = letter.origin().orElse(null);
        @Nullable Integer number = origin == null ? null : byPlace.get(origin.partition() + "-" + origin.offset());
        if (number != null) {
            (letter.status() == DeadLetterStatus.REDRIVEN ? redriven : deadLettersLeft).set(number);
        }
    }

    /** A payment that is not committed where it is: it waits for its turn. */
    void waiting(int number) {
        waiting.set(number);
    }

    /** A settlement in the topic; partitions are read in their order, so each account's come in theirs. */
    void settled(int number, Settlement settlement) {
        if (settled.get(number)) {
            duplicates++;
            return;
        }
        settled.set(number);
        if (settlement.attempt() > 1 || redriven.get(number)) {
            retried.set(number); // and others of its account were free to overtake it
        } else if (lastOfAccount.merge(settlement.account(), number, Math::max) > number) {
            outOfOrder++;
        }
    }

    Summary summary(double seconds) {
        BitSet missing = minus(minus(published, settled), deadLettersLeft);
        BitSet handled = (BitSet) settled.clone();
        handled.and(published);
        BitSet redrivenAndSettled = (BitSet) redriven.clone();
        redrivenAndSettled.and(settled);
        BitSet lost = minus(missing, waiting);
        return new Summary(
                published.cardinality(),
                handled.cardinality(),
                retried.cardinality(),
                minus(deadLettersLeft, settled).cardinality(),
                redrivenAndSettled.cardinality(),
                lost.cardinality(),
                missing.cardinality() - lost.cardinality(),
                duplicates,
                outOfOrder,
                seconds);
    }

    private static BitSet minus(BitSet all, BitSet some) {
        BitSet left = (BitSet) all.clone();
        left.andNot(some);
        return left;
    }
}
