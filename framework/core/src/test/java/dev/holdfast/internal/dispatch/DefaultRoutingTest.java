package dev.holdfast.internal.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DefaultRoutingTest {
    @ParameterizedTest
    @CsvSource({"0, 1", "1, 2", "2, 4", "5, 32", "6, 60", "7, 60", "63, 60", "64, 60", "2147483647, 60"})
    void theDelayDoublesUpToAMinute(int failures, long seconds) {
        assertThat(DefaultRouting.delay(failures)).isEqualTo(Duration.ofSeconds(seconds));
    }
}
