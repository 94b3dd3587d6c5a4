package dev.holdfast.deadletter;

import static dev.holdfast.deadletter.Fixture.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.embedded.KafkaCluster;
import dev.holdfast.testkit.KafkaTest;
import dev.holdfast.testkit.TestTopics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.IntegerDeserializer;
import org.apache.kafka.common.serialization.IntegerSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.DeadLetterPublishingRecoverer;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.listener.KafkaMessageListenerContainer;
import org.springframework.kafka.listener.MessageListener;
import org.springframework.kafka.support.serializer.DelegatingByTypeSerializer;
import org.springframework.kafka.support.serializer.ErrorHandlingDeserializer;
import org.springframework.util.backoff.FixedBackOff;

/** Dead letters that Spring for Apache Kafka itself has written. */
@KafkaTest
@Timeout(120)
class SpringLettersIT {
    private static final Instruction ADA = Instruction.by("ada", "the bank is back");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Not now, but not so long ago either that the brokers would delete it. */
    private final long writtenMillis = Instant.now().minus(Duration.ofHours(1)).toEpochMilli();

    private final KafkaCluster cluster;
    private final TestTopics topics;

    SpringLettersIT(KafkaCluster cluster, TestTopics topics) {
        this.cluster = cluster;
        this.topics = topics;
    }

    @Test
    void whatAnErrorHandlerGaveUpIsUnderstoodAndGoesBackAsItWas() {
        String source = topics.uniqueName("orders");
        String dead = topics.uniqueName("dead");
        cluster.createTopic(source, 3, 1);
        cluster.createTopic(dead, 1, 1);
        ProducerRecord<byte[], byte[]> whole =
                new ProducerRecord<>(source, 2, writtenMillis, bytes("k1"), new byte[] {0, 0, 0, 7});
        whole.headers().add("tenant", bytes("acme"));
        ProducerRecord<byte[], byte[]> garbage = new ProducerRecord<>(source, 2, bytes("k2"), bytes("garbage"));
        List<RecordMetadata> written = topics.publish(List.of(whole, garbage));
        try (DeadLetters letters = DeadLetters.open(
                cluster.bootstrapServers(), DeadLetterSource.spring(dead).redrivenTo(source))) {
            listenWithErrorHandler(source, dead, letters);

            List<DeadLetter> found = letters.list(DeadLetterFilter.open(), 10).letters();
            assertThat(found.get(0).origin())
                    .contains(new DeadLetterOrigin(
                            source, 2, written.get(0).offset(), Optional.of(Instant.ofEpochMilli(writtenMillis))));
            assertThat(found.get(0).failure().group()).contains("billing");
            assertThat(found.get(0).failure().exceptionClass()).contains("java.lang.IllegalStateException");
            assertThat(found.get(0).failure().message().orElseThrow()).contains("no answer");
            assertThat(letters.read(found.get(0).id())
                            .orElseThrow()
                            .stackTrace()
                            .orElseThrow())
                    .contains(SpringLettersIT.class.getName());
            assertThat(found.get(1).failure().exceptionClass())
                    .contains("org.springframework.kafka.support.serializer.DeserializationException");
            assertThat(letters.read(found.get(1).id()).orElseThrow().value()).isEqualTo(bytes("garbage"));
            assertThat(found.get(0).failure().fingerprint())
                    .isNotEqualTo(found.get(1).failure().fingerprint());

            assertThat(letters.redrive(DeadLetterFilter.open(), ADA).done()).isEqualTo(2);
            List<ConsumerRecord<byte[], byte[]>> all = Fixture.read(cluster, source, 3);
            assertThat(all).hasSize(4).allMatch(record -> record.partition() == 2);
            assertThat(all.get(2).key()).isEqualTo(whole.key());
            assertThat(all.get(2).value()).isEqualTo(whole.value());
            assertThat(Fixture.names(all.get(2).headers())).containsExactly("tenant=acme", "holdfast-redrives=1");
            assertThat(all.get(3).value()).isEqualTo(garbage.value());
            assertThat(Fixture.names(all.get(3).headers())).containsExactly("holdfast-redrives=1");
        }
    }

    @Test
    void whatRetryTopicsGaveUpIsKnownByWhereItWasFirst() {
        cluster.createTopic(RetryingListener.TOPIC, 1, 1);
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(RetryingListener.TOPIC, 0, writtenMillis, bytes("k"), bytes("v"));
        record.headers().add("tenant", bytes("acme"));
        topics.publish(List.of(record));
        DeadLetterSource source =
                DeadLetterSource.spring(RetryingListener.TOPIC + "-dlt").redrivenTo(RetryingListener.TOPIC);
        try (AnnotationConfigApplicationContext context = RetryingListener.start(cluster.bootstrapServers());
                DeadLetters letters = DeadLetters.open(cluster.bootstrapServers(), source)) {
            await().atMost(PATIENCE)
                    .until(() ->
                            letters.list(DeadLetterFilter.open(), 10).letters().size() == 1);
            context.stop();

            DeadLetter letter =
                    letters.list(DeadLetterFilter.open(), 10).letters().get(0);
            assertThat(letter.origin())
                    .contains(new DeadLetterOrigin(
                            RetryingListener.TOPIC, 0, 0, Optional.of(Instant.ofEpochMilli(writtenMillis))));
            assertThat(letter.failure().exceptionClass()).contains("java.lang.IllegalStateException");
            assertThat(letter.failure().attempts()).hasValue(2);

            assertThat(letters.redrive(DeadLetterFilter.open(), ADA).done()).isEqualTo(1);
            ConsumerRecord<byte[], byte[]> again =
                    Fixture.read(cluster, RetryingListener.TOPIC, 1).get(1);
            assertThat(again.value()).isEqualTo(record.value());
            assertThat(Fixture.names(again.headers())).containsExactly("tenant=acme", "holdfast-redrives=1");
        }
    }

    /** A listener that gets whole numbers and answers none of them, until both records are given up. */
    private void listenWithErrorHandler(String source, String dead, DeadLetters letters) {
        DefaultKafkaProducerFactory<Object, Object> producers = new DefaultKafkaProducerFactory<>(
                Map.of("bootstrap.servers", cluster.bootstrapServers()), bytesOrInteger(), bytesOrInteger());
        ContainerProperties properties = new ContainerProperties(source);
        properties.setGroupId("billing");
        properties.setMessageListener((MessageListener<byte[], Integer>) record -> {
            throw new IllegalStateException("no answer");
        });
        KafkaMessageListenerContainer<byte[], Integer> container = new KafkaMessageListenerContainer<>(
                new DefaultKafkaConsumerFactory<>(
                        Map.of("bootstrap.servers", cluster.bootstrapServers(), "auto.offset.reset", "earliest"),
                        new ByteArrayDeserializer(),
                        new ErrorHandlingDeserializer<>(new IntegerDeserializer())),
                properties);
        container.setCommonErrorHandler(new DefaultErrorHandler(
                new DeadLetterPublishingRecoverer(
                        new KafkaTemplate<>(producers), (record, failure) -> new TopicPartition(dead, 0)),
                new FixedBackOff(0, 0)));
        container.start();
        try {
            await().atMost(PATIENCE)
                    .until(() ->
                            letters.list(DeadLetterFilter.open(), 10).letters().size() == 2);
        } finally {
            container.stop();
            producers.destroy();
        }
    }

    private static DelegatingByTypeSerializer bytesOrInteger() {
        return new DelegatingByTypeSerializer(
                Map.of(byte[].class, new ByteArraySerializer(), Integer.class, new IntegerSerializer()));
    }
}
