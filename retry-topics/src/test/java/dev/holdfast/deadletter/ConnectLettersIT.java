package dev.holdfast.deadletter;

import static dev.holdfast.deadletter.Fixture.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.embedded.KafkaCluster;
import dev.holdfast.testkit.KafkaTest;
import dev.holdfast.testkit.TestTopics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.connect.cli.ConnectStandalone;
import org.apache.kafka.connect.runtime.Connect;
import org.apache.kafka.connect.runtime.Herder.Created;
import org.apache.kafka.connect.runtime.rest.entities.ConnectorInfo;
import org.apache.kafka.connect.runtime.standalone.StandaloneHerder;
import org.apache.kafka.connect.util.FutureCallback;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Dead letters that a real worker of Kafka Connect has written. */
@KafkaTest
@Timeout(120)
class ConnectLettersIT {
    private static final Instruction ADA = Instruction.by("ada", "the store is back");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final KafkaCluster cluster;
    private final TestTopics topics;
    private final String source;
    private final String dead;

    ConnectLettersIT(KafkaCluster cluster, TestTopics topics) {
        this.cluster = cluster;
        this.topics = topics;
        this.source = topics.uniqueName("orders");
        this.dead = topics.uniqueName("dead");
        cluster.createTopic(source, 3, 1);
    }

    @Test
    void whatAWorkerGaveUpIsUnderstoodAndGoesBackAsItWas(@TempDir Path folder) throws Exception {
        ProducerRecord<byte[], byte[]> whole = new ProducerRecord<>(source, 2, bytes("k1"), bytes("{\"item\":1}"));
        whole.headers().add("tenant", bytes("acme"));
        ProducerRecord<byte[], byte[]> garbage = new ProducerRecord<>(source, 1, bytes("k2"), bytes("garbage"));
        List<RecordMetadata> written = topics.publish(List.of(whole, garbage));
        DeadLetterSource letters = DeadLetterSource.connect(dead).redrivenTo(source);
        sink(folder, letters);

        try (DeadLetters open = DeadLetters.open(cluster.bootstrapServers(), letters)) {
            DeadLetter stored = one(open, "TASK_PUT");
            assertThat(stored.origin()).contains(origin(written.get(0)));
            assertThat(stored.failure().handler()).contains("to-store");
            assertThat(stored.failure().exceptionClass()).contains("java.lang.IllegalStateException");
            assertThat(stored.failure().message()).contains("the store is away");
            DeadLetter converted = one(open, "VALUE_CONVERTER");
            assertThat(converted.origin()).contains(origin(written.get(1)));
            assertThat(converted.failure().exceptionClass()).contains("org.apache.kafka.connect.errors.DataException");
            assertThat(open.read(converted.id()).orElseThrow().stackTrace().orElseThrow())
                    .contains("JsonConverter");
            assertThat(stored.failure().fingerprint())
                    .isNotEqualTo(converted.failure().fingerprint());

            assertThat(open.redrive(stored.id(), ADA).done()).isEqualTo(1);
            ConsumerRecord<byte[], byte[]> again = Fixture.read(cluster, source, 3).stream()
                    .filter(record -> record.partition() == 2 && record.offset() > 0)
                    .findFirst()
                    .orElseThrow();
            assertThat(again.key()).isEqualTo(whole.key());
            assertThat(again.value()).isEqualTo(whole.value());
            assertThat(Fixture.names(again.headers())).containsExactly("tenant=acme", "holdfast-redrives=1");
        }
    }

    private static DeadLetter one(DeadLetters letters, String stage) {
        List<DeadLetter> found =
                letters.list(DeadLetterFilter.open().reason(stage), 10).letters();
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    private static DeadLetterOrigin origin(RecordMetadata written) {
        return new DeadLetterOrigin(written.topic(), written.partition(), written.offset(), Optional.empty());
    }

    /** Runs the sink until it has given both records up. */
    private void sink(Path folder, DeadLetterSource letters) throws Exception {
        Connect<StandaloneHerder> worker = new ConnectStandalone()
                .startConnect(Map.of(
                        "bootstrap.servers", cluster.bootstrapServers(),
                        "listeners", "http://127.0.0.1:0",
                        "plugin.discovery", "service_load",
                        "offset.storage.file.filename",
                                folder.resolve("offsets").toString(),
                        "key.converter", "org.apache.kafka.connect.converters.ByteArrayConverter",
                        "value.converter", "org.apache.kafka.connect.json.JsonConverter",
                        "value.converter.schemas.enable", "false"));
        try (DeadLetters open = DeadLetters.open(cluster.bootstrapServers(), letters)) {
            FutureCallback<Created<ConnectorInfo>> created = new FutureCallback<>();
            worker.herder()
                    .putConnectorConfig(
                            "to-store",
                            Map.of(
                                    "name", "to-store",
                                    "connector.class", RefusingSink.class.getName(),
                                    "topics", source,
                                    "errors.tolerance", "all",
                                    "errors.deadletterqueue.topic.name", dead,
                                    "errors.deadletterqueue.topic.replication.factor", "1",
                                    "errors.deadletterqueue.context.headers.enable", "true"),
                            false,
                            created);
            created.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            await().atMost(PATIENCE)
                    .ignoreExceptions()
                    .until(() ->
                            open.list(DeadLetterFilter.open(), 10).letters().size() == 2);
        } finally {
            worker.stop();
            worker.awaitStop();
        }
    }
}
