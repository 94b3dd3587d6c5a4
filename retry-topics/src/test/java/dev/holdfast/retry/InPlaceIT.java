package dev.holdfast.retry;

import static dev.holdfast.retry.TierFixture.header;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.holdfast.Order;
import dev.holdfast.app.Settings;
import dev.holdfast.embedded.KafkaCluster;
import dev.holdfast.retry.TierFixture.Call;
import dev.holdfast.retry.internal.FailureHeaders;
import dev.holdfast.testkit.KafkaTest;
import dev.holdfast.testkit.TestTopics;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

/** Attempts in memory, delays from settings, and what the log says of failures. */
@KafkaTest
@Timeout(120)
class InPlaceIT {
    private final TierFixture fixture;
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    InPlaceIT(KafkaCluster cluster, TestTopics topics) {
        this.fixture = new TierFixture(cluster, topics, 1);
        lines.start();
        logger().addAppender(lines);
    }

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger("dev.holdfast.failures");
    }

    @AfterEach
    void ends() {
        fixture.close();
        logger().detachAppender(lines);
    }

    private List<String> warnings() {
        return List.copyOf(lines.list).stream()
                .filter(line -> line.getLevel() == Level.WARN)
                .map(ILoggingEvent::getFormattedMessage)
                .filter(line -> line.contains(fixture.source.name()))
                .toList();
    }

    @Test
    void attemptsInMemoryComeFirstAndOnlyTheirKeyWaitsForThem() {
        fixture.withHandler(handler -> handler.order(Order.KEY));
        fixture.start(TierFixture::failAsTold, RetrySchedule.of(new String[0]).inPlace("100ms", "200ms"));
        fixture.publish(0, "fail 2", "next of its key", "fail 9");
        fixture.awaitCalls(7);
        assertThat(fixture.read("dead-letter", 1)).singleElement().satisfies(letter -> {
            assertThat(TierFixture.value(letter)).isEqualTo("fail 9");
            assertThat(header(letter, FailureHeaders.ATTEMPTS)).isEqualTo("3");
        });
        fixture.awaitCommitted(fixture.source.name());
        assertThat(fixture.calls())
                .extracting(Call::value)
                .containsExactly("fail 2", "fail 2", "fail 2", "next of its key", "fail 9", "fail 9", "fail 9");
        assertThat(fixture.calls()).extracting(Call::attempt).containsExactly(1, 2, 3, 1, 1, 2, 3);
        assertThat(warnings().get(0)).endsWith("; next attempt in PT0.1S").doesNotContain("fail 2");
    }

    @Test
    void thenComeTheTiersWhoseDelaysTheSettingsMayName() {
        fixture.with(builder -> builder.settings(Settings.of(Map.of(
                "holdfast.handlers." + fixture.group + "/" + fixture.source.name() + ".retry.delays", "50ms,60ms"))));
        fixture.start(TierFixture::failAsTold, RetrySchedule.of("1h").inPlace("10ms"));
        fixture.publish(0, "fail 9");
        assertThat(header(fixture.read("dead-letter", 1).get(0), FailureHeaders.ATTEMPTS))
                .isEqualTo("4");
        assertThat(fixture.calls()).extracting(Call::attempt).containsExactly(1, 2, 3, 4);
        assertThat(fixture.read("retry.1", 1)).hasSize(1);
        assertThat(fixture.read("retry.2", 1)).hasSize(1);
    }

    @Test
    void malformedRecordsInATierAreOneLineNotOneEach() {
        fixture.start(TierFixture::failAsTold, RetrySchedule.of("1h"));
        fixture.publishTo("retry.1", "a", "b", "c");
        fixture.read("dead-letter", 3);
        assertThat(warnings())
                .singleElement()
                .asString()
                .contains("; dead letter in " + fixture.own("dead-letter"))
                .endsWith("malformed-headers: the header " + FailureHeaders.ORIGIN_TOPIC + " is missing");
    }

    @Test
    void theLineOfAFailureNamesTheTierAndTheTimeOfTheNextTry() {
        fixture.start(TierFixture::failAsTold, RetrySchedule.of("1h"));
        fixture.publish(0, "fail 9 secret");
        String due = header(fixture.read("retry.1", 1).get(0), FailureHeaders.DUE_AT);
        assertThat(warnings()).singleElement().asString().satisfies(line -> {
            assertThat(line).endsWith(" from " + fixture.own("retry.1")).doesNotContain("secret");
            String at = line.substring(line.indexOf("; next attempt at ") + 18, line.indexOf(" from "));
            assertThat(Long.toString(java.time.Instant.parse(at).toEpochMilli()))
                    .isEqualTo(due);
        });
    }
}
