package dev.holdfast.internal.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.Order;
import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValueTextTest {
    @ParameterizedTest
    @CsvSource({"500ms,PT0.5S", "10s,PT10S", "1m,PT1M", "2h,PT2H", "1d,PT24H", "PT1M30S,PT1M30S", "' 10 s ',PT10S"})
    void readsDurations(String text, Duration duration) {
        assertThat(ValueText.duration(text)).isEqualTo(duration);
    }

    @Property(tries = 200)
    void readsWhatDurationsPrint(@ForAll @LongRange(min = 1, max = 999_999_999L) long millis) {
        Duration duration = Duration.ofMillis(millis);
        assertThat(ValueText.duration(duration.toString())).isEqualTo(duration);
        assertThat(ValueText.duration(millis + "ms")).isEqualTo(duration);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10", "s", "-1s", "1w", "ten seconds", "", "1000000000s", "1.5s"})
    void refusesWhatIsNoDuration(String text) {
        assertThatThrownBy(() -> ValueText.duration(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'" + text + "' is not a duration: write 500ms, 10s, 1m, 2h, 1d or ISO-8601 like PT10S");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0ms", "PT0S", "PT-1S"})
    void refusesDurationsThatAreNothingOrLess(String text) {
        assertThatThrownBy(() -> ValueText.duration(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the duration must be more than nothing, but is '" + text + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"key-until-retry", "KEY_UNTIL_RETRY", "Key-Until-Retry"})
    void readsConstantsInAnyCaseAndWithDashes(String text) {
        assertThat(ValueText.oneOf(Order.class).apply(text)).isEqualTo(Order.KEY_UNTIL_RETRY);
    }

    @Test
    void readsLists() {
        assertThat(ValueText.list("a, b,c ")).containsExactly("a", "b", "c");
        assertThat(ValueText.list("a,")).containsExactly("a", "");
    }
}
