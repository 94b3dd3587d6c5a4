package dev.holdfast.examples.benchmarks.trial;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.IntUnaryOperator;

/** Which key each record has; the same for every run. */
public enum Keys {
    /** Each key as likely as any other. */
    UNIFORM {
        @Override
        IntUnaryOperator of(int keys) {
            SplittableRandom random = new SplittableRandom(SEED);
            return sequence -> random.nextInt(keys);
        }
    },
    /** Each key as often as any other, in turns. */
    TURNS {
        @Override
        IntUnaryOperator of(int keys) {
            return sequence -> sequence % keys;
        }
    },
    /** The second key half as often as the first, the third a third as often: Zipf's law with the exponent 1. */
    ZIPF {
        @Override
        IntUnaryOperator of(int keys) {
            SplittableRandom random = new SplittableRandom(SEED);
            double[] upTo = new double[keys];
            double sum = 0;
            for (int i = 0; i < keys; i++) {
                sum += 1.0 / (i + 1);
                upTo[i] = sum;
            }
            double total = sum;
            return sequence -> {
                int at = Arrays.binarySearch(upTo, random.nextDouble() * total);
                return at < 0 ? Math.min(-at - 1, keys - 1) : at;
            };
        }
    };

    private static final long SEED = 42;

    /** To be asked for one record after the other. */
    abstract IntUnaryOperator of(int keys);
}
