package dev.holdfast.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.Message;
import dev.holdfast.Topic;
import dev.holdfast.embedded.KafkaCluster;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@KafkaTest
class KafkaTestIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final KafkaCluster cluster;
    private final TestTopics topics;

    KafkaTestIT(KafkaCluster cluster, TestTopics topics) {
        this.cluster = cluster;
        this.topics = topics;
    }

    private Topic<String, Long> numbers(int partitions) {
        return topics.create("numbers", partitions, String.class, Long.class);
    }

    private static List<Message<String, Long>> messages(long from, long to) {
        return LongStream.range(from, to)
                .mapToObj(i -> Message.of("key-" + i, i))
                .toList();
    }

    @Test
    void theProbeReadsWhatWasPublishedInItsTypes() {
        Topic<String, Long> numbers = numbers(1);
        topics.publish(numbers, messages(0, 3));
        TopicProbe probe = topics.probe(numbers);
        assertThat(probe.await(3, PATIENCE)).extracting(ConsumerRecord::value).containsExactly(0L, 1L, 2L);

        assertThat(topics.publish(numbers, "deleted", null).offset()).isEqualTo(3);
        assertThat(probe.await(4, PATIENCE)).last().satisfies(record -> {
            assertThat(record.key()).isEqualTo("deleted");
            assertThat(record.value()).isNull();
        });
    }

    @Test
    void theProbeSeesCommittedTransactionsOnly() {
        Topic<String, Long> numbers = numbers(1);
        topics.publishAborted(numbers, messages(0, 5));
        topics.publishCommitted(numbers, messages(5, 7));

        assertThat(topics.probe(numbers).await(2, PATIENCE))
                .extracting(ConsumerRecord::offset)
                .containsExactly(6L, 7L);
    }

    @Test
    void whatTheProbeDidNotFindIsShownWithWhatItFound() {
        Topic<String, Long> numbers = numbers(1);
        topics.publish(numbers, messages(7, 8));
        TopicProbe probe = topics.probe(numbers);
        probe.await(1, PATIENCE);

        assertThatThrownBy(() -> probe.await(2, Duration.ofMillis(20)))
                .isInstanceOf(AssertionError.class)
                .hasMessage(
                        "expected 2 records in '" + numbers + "' within PT0.02S, but there are 1\n  0-0: key-7 = 7");
    }

    @Test
    void theProbeFailsOnWhatItCannotDecode() {
        Topic<String, Long> numbers = numbers(1);
        topics.publish(Topic.of(numbers.name(), String.class, String.class), "key", "no number");

        assertThatThrownBy(() -> topics.probe(numbers).await(1, PATIENCE))
                .isInstanceOf(AssertionError.class)
                .hasMessage("'" + numbers + "' can't be read, but there are 0")
                .hasRootCauseInstanceOf(RuntimeException.class);
    }

    @Test
    void theLagCountsFromTheFirstRecordOrTheCommit() {
        Topic<String, Long> numbers = numbers(2);
        topics.publish(numbers, messages(0, 50));
        String group = topics.uniqueName("group");
        CommittedOffsets committed = topics.committed(group);
        assertThat(committed.offsets()).isEmpty();
        assertThat(committed.lag(numbers.name()).values().stream().mapToLong(lag -> lag))
                .satisfies(lags ->
                        assertThat(lags.stream().mapToLong(lag -> lag).sum()).isEqualTo(50));

        Map<TopicPartition, Long> lag = committed.lag(numbers.name());
        assertThatThrownBy(() -> committed.awaitLagZero(numbers.name(), Duration.ZERO))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("to have no lag within PT0S, but it has {" + numbers.name() + "-0=");
        commit(group, lag);
        committed.awaitLagZero(numbers.name(), PATIENCE);
        assertThat(committed.offsets()).hasSize(2);
    }

    @Test
    void namesAreUnique() {
        assertThat(numbers(1).name())
                .startsWith("numbers-")
                .isNotEqualTo(numbers(1).name());
    }

    private void commit(String group, Map<TopicPartition, Long> offsets) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", cluster.bootstrapServers(), "group.id", group),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(offsets.keySet());
            offsets.forEach(
                    (partition, offset) -> consumer.commitSync(Map.of(partition, new OffsetAndMetadata(offset))));
        }
    }

    @Nested
    class InNestedClasses {
        @Test
        void theClusterIsThatOfTheOuterClass(KafkaCluster injected) {
            assertThat(injected).isSameAs(cluster);
        }
    }
}
