package dev.holdfast.examples.benchmarks.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FailingOnceTest {
    @Test
    void ofTenRecordsOfEachKeyOneFailsAndOnlyOnce() {
        Source source = new Source("orders", 1, 1_000, 100);
        Tally tally = new Tally(source);
        FailingOnce handler = new FailingOnce(tally, source);
        Map<Integer, Integer> failures = new HashMap<>();
        for (int round = 0; round < 2; round++) {
            for (int sequence = 0; sequence < source.records(); sequence++) {
                int key = Keys.TURNS.of(source.keys()).applyAsInt(sequence);
                byte[] value = Payload.value(sequence, key, 0, Payload.LEAST_BYTES);
                if (round == 1 && !FailingOnce.isFailing(sequence, source.keys())) {
                    continue;
                }
                try {
                    handler.handle(value);
                } catch (FailedOnPurposeException e) {
                    assertThat(round).isZero();
                    failures.merge(key, 1, Integer::sum);
                }
            }
        }
        assertThat(failures).hasSize(100);
        assertThat(failures.values()).containsOnly(1);
        tally.require("a loop", true, false);
    }
}
