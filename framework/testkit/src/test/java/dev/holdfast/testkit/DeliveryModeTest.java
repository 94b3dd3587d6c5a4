package dev.holdfast.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DeliveryModeTest {
    @Test
    void everyTwoValuesMeetInTheFewModes() {
        assertThat(pairs(DeliveryMode.pairwise())).isEqualTo(pairs(DeliveryMode.all()));
    }

    @Test
    void everyTwoValuesMeetInTheFewModesWithRetries() {
        assertThat(pairs(DeliveryMode.pairwiseWithRetries())).isEqualTo(pairs(DeliveryMode.allWithRetries()));
    }

    @Test
    void allModesAreThereOnce() {
        assertThat(DeliveryMode.all())
                .doesNotHaveDuplicates()
                .hasSize(Runtime.version().feature() >= 21 ? 48 : 24);
        assertThat(DeliveryMode.allWithRetries())
                .doesNotHaveDuplicates()
                .hasSize(Runtime.version().feature() >= 21 ? 80 : 40);
    }

    private static Set<Set<Object>> pairs(List<DeliveryMode> modes) {
        Set<Set<Object>> pairs = new HashSet<>();
        for (DeliveryMode mode : modes) {
            List<Object> values = List.of(
                    mode.style(), mode.order(), mode.answer(), mode.threads(), mode.protocol(), mode.guarantee());
            for (int i = 0; i < values.size(); i++) {
                for (int j = 0; j < i; j++) {
                    pairs.add(Set.of(values.get(i), values.get(j)));
                }
            }
        }
        return pairs;
    }
}
