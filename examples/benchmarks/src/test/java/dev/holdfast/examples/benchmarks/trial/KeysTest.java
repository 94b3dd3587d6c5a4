package dev.holdfast.examples.benchmarks.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;

class KeysTest {
    private static final int RECORDS = 200_000;
    private static final int KEYS = 100;

    @Test
    void everyRunHasTheSameKeysAndAllOfThem() {
        for (Keys kind : Keys.values()) {
            assertThat(counts(kind)).isEqualTo(counts(kind)).doesNotContain(0);
        }
    }

    @Test
    void theTenthKeyOfZipfComesATenthAsOftenAsTheFirst() {
        int[] counts = counts(Keys.ZIPF);
        assertThat(counts[0] / (double) counts[9]).isCloseTo(10, within(0.5));
        assertThat(counts[0] / (double) counts[1]).isCloseTo(2, within(0.1));
    }

    private static int[] counts(Keys kind) {
        int[] counts = new int[KEYS];
        IntUnaryOperator keyOf = kind.of(KEYS);
        for (int i = 0; i < RECORDS; i++) {
            counts[keyOf.applyAsInt(i)]++;
        }
        return counts;
    }
}
