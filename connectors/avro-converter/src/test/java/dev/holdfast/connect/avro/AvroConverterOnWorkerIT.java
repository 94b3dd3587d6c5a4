package dev.holdfast.connect.avro;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.avroserde.AvroDeserializer;
import dev.holdfast.avroserde.AvroSerializer;
import dev.holdfast.connect.lab.ConnectWorker;
import dev.holdfast.connect.lab.Waiting;
import dev.holdfast.embedded.KafkaCluster;
import dev.holdfast.embeddedregistry.SchemaRegistryServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The converter on a real worker, found in its plugin.path by the service manifest, with files at both ends. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AvroConverterOnWorkerIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Schema V1 =
            SchemaBuilder.record("Line").fields().requiredString("line").endRecord();
    private static final Schema V2 = SchemaBuilder.record("Line")
            .fields()
            .requiredString("line")
            .optionalInt("number")
            .endRecord();

    private final KafkaCluster kafka = KafkaCluster.start(1);
    private final SchemaRegistryServer registry = SchemaRegistryServer.start();

    @TempDir
    Path folder = Path.of("");

    private @Nullable ConnectWorker worker;

    @BeforeAll
    void start() {
        worker = ConnectWorker.start(new ConnectWorker.Settings(
                kafka.bootstrapServers(),
                "avro",
                false,
                Path.of(System.getProperty("holdfast.plugin.path")),
                Path.of("target").toAbsolutePath(),
                320,
                ConnectWorker.Compiler.C1));
    }

    @AfterAll
    void close() {
        if (worker != null) {
            worker.close();
        }
        registry.close();
        kafka.close();
    }

    @Test
    void structsGoThroughATopicAsAvroAndBack() throws Exception {
        kafka.createTopic("lines", 1, 1);
        Path from = Files.writeString(folder.resolve("from.txt"), "first\nsecond\n");
        Path to = folder.resolve("to.txt");
        Map<String, String> source = config("org.apache.kafka.connect.file.FileStreamSourceConnector");
        source.putAll(Map.of(
                "file", from.toString(),
                "topic", "lines",
                "transforms", "struct,time",
                "transforms.struct.type", "org.apache.kafka.connect.transforms.HoistField$Value",
                "transforms.struct.field", "line",
                "transforms.time.type", "org.apache.kafka.connect.transforms.InsertField$Value",
                "transforms.time.static.field", "from",
                "transforms.time.static.value", "here"));
        // Only the version of the build is there, and Connect looks for exactly that.
        source.put("value.converter.plugin.version", System.getProperty("holdfast.version"));
        worker().rest().create("source", source);
        worker().rest().create("sink", sink("lines", to));

        Waiting.until("both lines are back", LIMIT, () -> lines(to).size() == 2);
        assertThat(lines(to)).containsExactly("Struct{line=first,from=here}", "Struct{line=second,from=here}");
        try (AvroDeserializer reader = new AvroDeserializer()) {
            reader.configure(Map.of("schema.registry.url", registry.url()), false);
            GenericRecord record = (GenericRecord)
                    reader.deserialize("lines", read("lines", 2).get(0).value());
            assertThat(record).hasToString("{\"line\": \"first\", \"from\": \"here\"}");
        }
        worker().rest().delete("source");
        worker().rest().delete("sink");
    }

    @Test
    void anUnknownIdGoesToConnectsDeadLettersAndItsNeighboursGoOn() throws Exception {
        kafka.createTopic("damaged", 1, 1);
        kafka.createTopic("damaged.dead-letters", 1, 1);
        byte[] unknown = {0, 0, 0, 1, 1, 2};
        send("damaged", avro("damaged", V1, "before"), unknown, avro("damaged", V1, "after"));
        send(List.of(new ProducerRecord<>("damaged", null)));
        Path to = folder.resolve("damaged.txt");
        worker().rest().create("damaged", tolerant("damaged", to));

        Waiting.until("its neighbours are there", LIMIT, () -> lines(to).size() == 3);
        assertThat(lines(to)).containsExactly("Struct{line=before}", "Struct{line=after}", "null");
        List<ConsumerRecord<byte[], byte[]>> dead = read("damaged.dead-letters", 1);
        assertThat(dead.get(0).value()).isEqualTo(unknown);
        worker().rest().delete("damaged");
    }

    @Test
    void whileTheRegistryIsDownNothingIsADeadLetter() throws Exception {
        kafka.createTopic("outage", 1, 1);
        kafka.createTopic("outage.dead-letters", 1, 1);
        Path to = folder.resolve("outage.txt");
        worker().rest().create("outage", tolerant("outage", to));
        send("outage", avro("outage", V1, "known"));
        Waiting.until("the first is there", LIMIT, () -> lines(to).size() == 1);
        byte[] known = avro("outage", V1, "still known");
        byte[] unknown = avro("outage", V2, "unknown");

        registry.kill();
        try (ServerSocket instead =
                new ServerSocket(URI.create(registry.url()).getPort(), 10, InetAddress.getLoopbackAddress())) {
            send("outage", known);
            Waiting.until("what is known goes on", LIMIT, () -> lines(to).size() == 2);
            send("outage", unknown);
            // One question is the record's, the next one shows that it was tried again.
            instead.accept().close();
            instead.accept().close();
        }
        registry.startAgain();

        Waiting.until("it is there after all", LIMIT, () -> lines(to).size() == 3);
        assertThat(lines(to)).containsExactly("Struct{line=known}", "Struct{line=still known}", "Struct{line=unknown}");
        assertThat(end("outage.dead-letters")).isZero();
        worker().rest().delete("outage");
    }

    private ConnectWorker worker() {
        if (worker == null) {
            throw new IllegalStateException("the worker was not started");
        }
        return worker;
    }

    private Map<String, String> config(String connector) {
        return new HashMap<>(Map.of(
                "connector.class",
                connector,
                "value.converter",
                AvroConverter.class.getName(),
                "value.converter.schema.registry.url",
                registry.url(),
                "value.converter.max.retries",
                "0"));
    }

    private Map<String, String> sink(String topic, Path to) {
        Map<String, String> config = config("org.apache.kafka.connect.file.FileStreamSinkConnector");
        config.put("topics", topic);
        config.put("file", to.toString());
        return config;
    }

    /** What can't be read is a dead letter, what may pass is tried again for ever. */
    private Map<String, String> tolerant(String topic, Path to) {
        Map<String, String> config = sink(topic, to);
        config.put("errors.tolerance", "all");
        config.put("errors.deadletterqueue.topic.name", topic + ".dead-letters");
        config.put("errors.deadletterqueue.topic.replication.factor", "1");
        config.put("errors.retry.timeout", "-1");
        config.put("errors.retry.delay.max.ms", "200");
        return config;
    }

    private byte[] avro(String topic, Schema schema, String line) {
        try (AvroSerializer writer = new AvroSerializer()) {
            writer.configure(Map.of("schema.registry.url", registry.url()), false);
            byte[] bytes = writer.serialize(
                    topic, new GenericRecordBuilder(schema).set("line", line).build());
            if (bytes == null) {
                throw new IllegalStateException("a record has bytes");
            }
            return bytes;
        }
    }

    private void send(String topic, byte[]... values) throws Exception {
        send(Stream.of(values)
                .map(value -> new ProducerRecord<byte[], byte[]>(topic, value))
                .toList());
    }

    private void send(List<ProducerRecord<byte[], byte[]>> records) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (ProducerRecord<byte[], byte[]> record : records) {
                producer.send(record).get();
            }
        }
    }

    private List<ConsumerRecord<byte[], byte[]>> read(String topic, int count) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            TopicPartition only = new TopicPartition(topic, 0);
            consumer.assign(List.of(only));
            consumer.seekToBeginning(List.of(only));
            Waiting.until(count + " records are in " + topic, LIMIT, () -> {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
                return records.size() >= count;
            });
        }
        return records;
    }

    private long end(String topic) {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            return consumer.endOffsets(List.of(new TopicPartition(topic, 0)))
                    .values()
                    .iterator()
                    .next();
        }
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    private static List<String> lines(Path file) throws IOException {
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }
}
