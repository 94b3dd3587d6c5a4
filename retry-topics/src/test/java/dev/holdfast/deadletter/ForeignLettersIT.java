package dev.holdfast.deadletter;

import static dev.holdfast.deadletter.Fixture.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.deadletter.DeadLetterCounts.By;
import dev.holdfast.deadletter.DeadLetterReport.Cause;
import dev.holdfast.embedded.KafkaCluster;
import dev.holdfast.testkit.KafkaTest;
import dev.holdfast.testkit.TestTopics;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

/** Dead letters of others by hand: many of a kind, and malformed ones. Those of the real libraries are read elsewhere. */
@KafkaTest
class ForeignLettersIT {
    private static final Instruction ADA = Instruction.by("ada", "the bank is back");

    private final KafkaCluster cluster;
    private final TestTopics topics;
    private final String dead;
    private final String target;

    ForeignLettersIT(KafkaCluster cluster, TestTopics topics) {
        this.cluster = cluster;
        this.topics = topics;
        this.dead = topics.uniqueName("dead");
        this.target = topics.uniqueName("target");
        cluster.createTopic(dead, 1, 1);
        cluster.createTopic(target, 3, 1);
    }

    @Test
    void springsDeadLettersWithoutATargetCantBeRedriven() {
        write(new RecordHeaders());
        try (DeadLetters letters = open(DeadLetterSource.spring(dead))) {
            assertThatThrownBy(() -> letters.redrive(DeadLetterFilter.open(), ADA))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("redrivenTo");
        }
    }

    @Test
    void connectsDeadLettersAreUnderstoodAndCountedByCause() {
        connect("VALUE_CONVERTER", 7);
        connect("VALUE_CONVERTER", 8);
        connect("TRANSFORMATION", 9);
        DeadLetterSource source = DeadLetterSource.connect(dead).redrivenTo(target);
        try (DeadLetters letters = open(source)) {
            DeadLetter letter =
                    letters.list(DeadLetterFilter.open(), 1).letters().get(0);
            assertThat(letter.origin()).contains(new DeadLetterOrigin("orders", 4, 7, Optional.empty()));
            assertThat(letter.failure().handler()).contains("to-s3");
            assertThat(letters.count(DeadLetterFilter.open(), By.REASON).groups())
                    .extracting(DeadLetterGroup::name)
                    .containsExactly(Optional.of("VALUE_CONVERTER"), Optional.of("TRANSFORMATION"));
            // Stack traces that differ in line numbers only are one kind of failure.
            assertThat(letters.count(DeadLetterFilter.open(), By.FINGERPRINT).groups())
                    .hasSize(1);

            assertThat(letters.redrive(DeadLetterFilter.open().reason("TRANSFORMATION"), ADA)
                            .done())
                    .isEqualTo(1);
            assertThat(Fixture.names(Fixture.read(cluster, target, 3).get(0).headers()))
                    .containsExactly("holdfast-redrives=1");
        }
    }

    @Test
    void whatIsMalformedOrMissingIsNotKnownAndStillListed() {
        RecordHeaders headers = new RecordHeaders();
        headers.add("kafka_dlt-original-topic", bytes("orders"));
        headers.add("kafka_dlt-original-partition", bytes("far too long for a number"));
        headers.add("kafka_dlt-original-offset", new byte[0]);
        headers.add("kafka_dlt-exception-fqcn", null);
        headers.add("holdfast-redrives", bytes("9"));
        write(headers);
        try (DeadLetters letters = open(DeadLetterSource.spring(dead).redrivenTo(target))) {
            DeadLetter letter =
                    letters.list(DeadLetterFilter.open(), 1).letters().get(0);

            assertThat(letter.origin()).isEmpty();
            assertThat(letter.failure().exceptionClass()).isEmpty();
            assertThat(letters.redrive(DeadLetterFilter.open(), ADA).left())
                    .isEqualTo(Map.of(Cause.REDRIVEN_TOO_OFTEN, 1L));
        }
    }

    @Test
    void aTopicIsNotRedrivenToItself() {
        DeadLetterSource source = DeadLetterSource.spring(dead);
        assertThatThrownBy(() -> source.redrivenTo(dead)).isInstanceOf(IllegalArgumentException.class);
    }

    private void connect(String stage, int offset) {
        RecordHeaders headers = new RecordHeaders();
        headers.add("__connect.errors.topic", bytes("orders"));
        headers.add("__connect.errors.partition", bytes("4"));
        headers.add("__connect.errors.offset", bytes("" + offset));
        headers.add("__connect.errors.connector.name", bytes("to-s3"));
        headers.add("__connect.errors.task.id", bytes("0"));
        headers.add("__connect.errors.stage", bytes(stage));
        headers.add("__connect.errors.class.name", bytes("x.Converter"));
        headers.add("__connect.errors.exception.class.name", bytes("x.Y"));
        headers.add("__connect.errors.exception.message", bytes("no"));
        headers.add(
                "__connect.errors.exception.stacktrace",
                bytes("x.Y: no\n\tat x.Y.run(Y.java:" + offset + ")\n\tat x.Z.go(Z.java:1)\n"));
        write(headers);
    }

    private void write(RecordHeaders headers) {
        topics.publish(List.of(new ProducerRecord<>(dead, 0, null, bytes("key"), bytes("value"), headers)));
    }

    private DeadLetters open(DeadLetterSource source) {
        return DeadLetters.open(cluster.bootstrapServers(), source);
    }
}
