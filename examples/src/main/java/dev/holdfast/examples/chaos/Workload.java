package dev.holdfast.examples.chaos;

import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** What each record is and what must become of it, as a function of the seed and its number only. Immutable. */
final class Workload {
    /** How many retry topics there are, so a record is tried once more than that. */
    static final int TIERS = Names.RETRIES.size();

    static final int MOST_RESULTS = 3;
    private static final int KEYS = 997;
    private static final int UNDECODABLE = -1;

    private final int seed;
    private final int records;

    Workload(int seed, int records) {
        this.seed = seed;
        this.records = records;
    }

    int records() {
        return records;
    }

    int keys() {
        return KEYS;
    }

    /**
     * Its key's number, which younger records of the same key have, too. Keys are as skewed as words: the n-th has about
     * 1/n of the records of the first (Zipf's law with exponent 1, by the inverse of its distribution).
     */
    int keyOf(int number) {
        double share = (mixed(~number) >>> 11) * 0x1.0p-53;
        return (int) Math.pow(KEYS, share) - 1;
    }

    /** The next younger record of the same key for which something holds; empty if there is none. */
    OptionalInt nextOfKey(int number, IntPredicate wanted) {
        return IntStream.range(number + 1, records)
                .filter(next -> keyOf(next) == keyOf(number) && wanted.test(next))
                .findFirst();
    }

    byte[] key(int number) {
        return ("k" + keyOf(number)).getBytes(StandardCharsets.UTF_8);
    }

    byte[] value(int number) {
        if (isUndecodable(number)) {
            return ("{ no job " + number + " " + mixed(number)).getBytes(StandardCharsets.UTF_8);
        }
        return String.format(
                        "{\"number\":%d, \"results\":%d, \"failures\":%d, \"padding\":%d}",
                        number, resultsAsked(number), failures(number), mixed(number))
                .getBytes(StandardCharsets.UTF_8);
    }

    /** How many results must be there in the end. */
    int results(int number) {
        return isDeadLetter(number) ? 0 : resultsAsked(number);
    }

    /** Whether it must be in a retry topic, which count from 1. */
    boolean isInTier(int number, int tier) {
        return failures(number) >= tier;
    }

    boolean isDeadLetter(int number) {
        return isUndecodable(number) || failures(number) > TIERS;
    }

    /** With how many attempts it must be among the dead letters. */
    int attempts(int number) {
        return isUndecodable(number) ? 1 : TIERS + 1;
    }

    boolean isUndecodable(int number) {
        return failures(number) == UNDECODABLE;
    }

    /** 88 % never fail, 3 % once, 3 % twice, 4 % always, 2 % can't be read. */
    int failures(int number) {
        int percent = (int) Long.remainderUnsigned(mixed(number), 100);
        if (percent < 88) {
            return 0;
        }
        if (percent < 91) {
            return 1;
        }
        if (percent < 94) {
            return 2;
        }
        return percent < 98 ? TIERS + 1 : UNDECODABLE;
    }

    private int resultsAsked(int number) {
        return (int) Long.remainderUnsigned(mixed(number) >>> 32, MOST_RESULTS + 1);
    }

    /** The finalizer of SplitMix64. */
    private long mixed(int number) {
        long z = seed * 0x9E3779B97F4A7C15L + number * 0xD1B54A32D192ED03L + 0x632BE59BD9B4E019L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
