package dev.holdfast.retry;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.holdfast.Outcome;
import dev.holdfast.app.Holdfast;
import dev.holdfast.app.Settings;
import dev.holdfast.embedded.KafkaCluster;
import dev.holdfast.retry.TierFixture.Call;
import dev.holdfast.testkit.KafkaTest;
import dev.holdfast.testkit.ManualClock;
import dev.holdfast.testkit.TestTopics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

/** A handler that settings keep from running while its retry topics hold records. */
@KafkaTest
@Timeout(120)
class DisabledHandlerIT {
    private final TierFixture fixture;
    private final TierFixture other;
    private final ManualClock clock = new ManualClock();
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    DisabledHandlerIT(KafkaCluster cluster, TestTopics topics) {
        this.fixture = new TierFixture(cluster, topics, 1);
        this.other = new TierFixture(cluster, topics, 1);
        lines.start();
        logger().addAppender(lines);
    }

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger("dev.holdfast");
    }

    @AfterEach
    void ends() {
        fixture.close();
        other.close();
        logger().detachAppender(lines);
    }

    private Holdfast start() {
        return fixture.start(TierFixture::failAsTold, Tiers.onClock(RetrySchedule.of("2s"), clock));
    }

    @Test
    void whatWaitsIsWarnedOfAndHandledWhenTheHandlerIsEnabledAgain() {
        Holdfast before = start();
        fixture.publish(0, "fail 1 a", "fail 1 b");
        fixture.read("retry.1", 2);
        fixture.awaitCommitted(fixture.source.name());
        fixture.awaitCommits(fixture.own("retry.1"));
        fixture.stop(before);

        String id = fixture.group + "/" + fixture.source.name();
        fixture.with(builder -> builder.settings(Settings.of(Map.of("holdfast.handlers." + id + ".enabled", "false")))
                .handle(other.source, handler -> handler.runMessage((message, delivery) -> Outcome.done())));
        fixture.stop(start());
        assertThat(List.copyOf(lines.list))
                .extracting(ILoggingEvent::getFormattedMessage)
                // How many: two, and the markers of their transactions too if nobody has read those yet.
                .anySatisfy(line -> assertThat(line)
                        .containsPattern(Pattern.quote("'" + fixture.own("retry.1")) + "' still holds [2-4] records")
                        .contains("the handler " + id));

        fixture.with(builder -> {});
        start();
        clock.tick(Duration.ofSeconds(2));
        fixture.awaitCalls(4);
        assertThat(fixture.calls()).extracting(Call::attempt).containsExactly(1, 1, 2, 2);
    }
}
