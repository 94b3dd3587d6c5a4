package dev.holdfast.connect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.connect.UpstreamRecord.Origin;
import dev.holdfast.connect.UpstreamRecord.Outcome;
import dev.holdfast.connect.UpstreamRecord.Typed;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.junit.jupiter.api.Test;

class WindowTest {
    private final Window<Integer> window = new Window<>(3);
    private final UpstreamRecord<Integer> first = record(1);
    private final UpstreamRecord<Integer> second = record(1);
    private final UpstreamRecord<Integer> third = record(3);

    @Test
    void recordsWithEqualContentsAreNotEqual() {
        assertThat(first).isNotEqualTo(second);
    }

    @Test
    void aRecordThatIsNotDecidedAboutKeepsYoungerOnesInTheWindow() {
        window.add(List.of(first, second, third), 1);
        second.decide(Outcome.WRITTEN);
        third.decide(Outcome.WRITTEN);
        window.trim();
        assertThat(window.room()).isZero();
        first.decide(Outcome.WRITTEN);
        window.trim();
        assertThat(window.room()).isEqualTo(3);
    }

    @Test
    void theSecondDecisionCountsForNothing() {
        window.add(List.of(first), 1);
        first.decide(Outcome.WRITTEN);
        first.decide(Outcome.DROPPED);
        assertThat(window.takeDecided()).containsExactly(first);
        assertThat(first.outcome()).isEqualTo(Outcome.WRITTEN);
    }

    @Test
    void onlyPollsThatAreCommittedAreDropped() {
        window.add(List.of(first), 1);
        window.add(List.of(second), 2);
        window.dropUndecided(1);
        assertThat(window.takeDecided()).containsExactly(first);
        assertThat(second.outcome()).isNull();
    }

    private static UpstreamRecord<Integer> record(int message) {
        return new UpstreamRecord<>(
                message,
                new Origin(Map.of("queue", "q"), Map.of("n", message)),
                "topic",
                Typed.text("key"),
                Typed.text("value"),
                null,
                new ConnectHeaders());
    }
}
