package dev.holdfast.retry;

import static dev.holdfast.retry.TierFixture.header;
import static dev.holdfast.retry.TierFixture.value;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.Message;
import dev.holdfast.Outcome;
import dev.holdfast.TopicSpec;
import dev.holdfast.app.Holdfast;
import dev.holdfast.embedded.KafkaCluster;
import dev.holdfast.retry.internal.FailureHeaders;
import dev.holdfast.spi.HandlerFeature;
import dev.holdfast.testkit.KafkaTest;
import dev.holdfast.testkit.TestTopics;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Outputs, retries and dead letters that are larger than their topic or this client takes. */
@KafkaTest
@Timeout(120)
class TooLargeIT {
    private final TierFixture fixture;
    private final String output;

    TooLargeIT(KafkaCluster cluster, TestTopics topics) {
        this.fixture = new TierFixture(cluster, topics, 2);
        this.output = topics.uniqueName("invoices");
        cluster.createTopic(output, 1, 1, Map.of("max.message.bytes", "2000"));
        fixture.withHandler(handler -> handler.emits(output));
    }

    @AfterEach
    void ends() {
        fixture.close();
    }

    /** Answers with as many bytes as the value says. */
    private Holdfast start(HandlerFeature... features) {
        return fixture.start(
                (value, delivery) -> Outcome.emit(Message.of(TierFixture.bytes("k"), new byte[Integer.parseInt(value)])
                        .to(output)),
                features);
    }

    private void theSourceRecordIsADeadLetter() {
        fixture.publish(0, "10", "5000", "20");
        ConsumerRecord<Object, Object> letter = fixture.read("dead-letter", 1).get(0);
        assertThat(header(letter, FailureHeaders.REASON)).isEqualTo("too-large");
        assertThat(header(letter, FailureHeaders.EXCEPTION_MESSAGE)).contains(output);
        assertThat(value(letter)).isEqualTo("5000");
        assertThat(letter.partition()).isZero();
        fixture.awaitCommitted(fixture.source.name());
        assertThat(fixture.calls()).extracting(TierFixture.Call::value).containsExactly("10", "5000", "20");
    }

    @Test
    void anOutputAboveItsTopicsLimitMakesADeadLetterOfItsRecord() {
        start(RetrySchedule.of("1h"));
        theSourceRecordIsADeadLetter();
    }

    @Test
    void anOutputAboveTheClientsLimitDoes() throws Exception {
        fixture.config(output, "max.message.bytes", "100000");
        fixture.with(builder -> builder.producerProperties(Map.of("max.request.size", "3000")));
        start(RetrySchedule.deadLettersOnly());
        theSourceRecordIsADeadLetter();
    }

    @Test
    void withoutDeadLettersThePartitionWaitsUntilTheTopicTakesIt() throws Exception {
        Holdfast app = start();
        fixture.publish(0, "5000");
        fixture.publish(1, "10");
        fixture.awaitWaiting(app, 0, output, "RecordTooLarge");
        fixture.config(output, "max.message.bytes", "100000");
        fixture.awaitCommitted(fixture.source.name());
        assertThat(fixture.calls()).hasSize(2);
    }

    @Test
    void aDeadLetterAboveItsTopicsLimitWaitsVisiblyAndGoesOnWithoutBeingHandledAgain() throws Exception {
        String big = "fail 9 " + "x".repeat(10_000);
        String small = "fail 9 " + "x".repeat(1_200);
        TopicSpec letters = TopicSpec.of(fixture.own("dead-letter")).config("max.message.bytes", "2500");
        fixture.with(builder -> builder.topic(letters));
        Holdfast app = fixture.start(TierFixture::failAsTold, RetrySchedule.deadLettersOnly());
        fixture.publish(0, big, "after");
        fixture.publish(1, small, "free");
        fixture.awaitWaiting(app, 0, fixture.own("dead-letter"), "RecordTooLarge");
        assertThat(fixture.read("dead-letter", 1)).singleElement().satisfies(letter -> {
            assertThat(value(letter)).isEqualTo(small);
            assertThat(header(letter, FailureHeaders.EXCEPTION_STACKTRACE)).isEmpty();
            assertThat(header(letter, FailureHeaders.EXCEPTION_MESSAGE)).isEqualTo("the bank is away");
        });

        fixture.config(fixture.own("dead-letter"), "max.message.bytes", "1000000");
        List<ConsumerRecord<Object, Object>> both = fixture.read("dead-letter", 2);
        assertThat(both).extracting(TierFixture::value).contains(big);
        fixture.awaitCommitted(fixture.source.name());
        fixture.awaitRunning(app);
        assertThat(fixture.calls()).hasSize(4);
    }

    @Test
    void aRetryAboveItsTiersLimitIsADeadLetterOrWaitsUntilTheTierTakesIt() throws Exception {
        String big = "fail 1 " + "x".repeat(10_000);
        Holdfast before = fixture.start(TierFixture::failAsTold, RetrySchedule.of("100ms"));
        fixture.config(fixture.own("retry.1"), "max.message.bytes", "6000");
        fixture.publish(0, big);
        fixture.publish(1, "fail 1 small");
        // The limit was lowered behind its back: only the broker knows.
        fixture.awaitWaiting(before, 0, fixture.own("retry.1"), "RecordTooLarge");
        fixture.awaitCommitted(fixture.own("retry.1"));
        assertThat(fixture.calls("fail 1 small")).hasSize(2);
        fixture.stop(before);

        fixture.start(TierFixture::failAsTold, RetrySchedule.of("100ms"));
        ConsumerRecord<Object, Object> letter = fixture.read("dead-letter", 1).get(0);
        assertThat(header(letter, FailureHeaders.REASON)).isEqualTo("too-large");
        assertThat(value(letter)).isEqualTo(big);
        fixture.awaitCommitted(fixture.source.name());
    }
}
