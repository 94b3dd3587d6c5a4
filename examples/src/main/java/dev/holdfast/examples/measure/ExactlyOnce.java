package dev.holdfast.examples.measure;

import dev.holdfast.Message;
import dev.holdfast.Order;
import dev.holdfast.Outcome;
import dev.holdfast.Topic;
import dev.holdfast.app.Holdfast;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;

/**
 * Ways to copy a topic exactly once. Each run has a group and a target topic of its own, lasts until the whole source is
 * committed, and is checked to have written each record once.
 */
final class ExactlyOnce {
    private static final int CONCURRENCY = 64;
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration CLOSE = Duration.ofSeconds(30);

    private final Bench bench;
    private final String source;
    private final int partitions;
    private final long records;

    ExactlyOnce(Bench bench, String source, int partitions, long records) {
        this.bench = bench;
        this.source = source;
        this.partitions = partitions;
        this.records = records;
    }

    Figure holdfast() throws ExecutionException, InterruptedException {
        return copied("holdfast", (group, target, stretch) -> {
            Holdfast app = Holdfast.builder()
                    .applicationId("measure")
                    .bootstrapServers(bench.bootstrapServers())
                    .consumerProperties(Map.of("group.protocol", "consumer"))
                    .handle(Topic.of(source, byte[].class, byte[].class), spec -> spec.group(group)
                            .order(Order.KEY)
                            .concurrency(CONCURRENCY)
                            .emits(target)
                            .runMessage((message, delivery) -> {
                                stretch.count();
                                return Outcome.emit(Message.of(message.key(), message.value()));
                            }))
                    .build();
            app.start();
            return app::close;
        });
    }

    /** With a thread for each of two processors; with one, its default, it is slower. */
    Figure streams() throws ExecutionException, InterruptedException {
        return copied("streams", (group, target, stretch) -> {
            StreamsBuilder topology = new StreamsBuilder();
            topology.<byte[], byte[]>stream(source)
                    .peek((key, value) -> stretch.count())
                    .to(target);
            Path state = stateDirectory();
            Properties config = new Properties();
            config.put(StreamsConfig.APPLICATION_ID_CONFIG, group);
            config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, bench.bootstrapServers());
            config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
            config.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, 2);
            config.put(StreamsConfig.DEFAULT_KEY_SERDE_CLASS_CONFIG, Serdes.ByteArraySerde.class);
            config.put(StreamsConfig.DEFAULT_VALUE_SERDE_CLASS_CONFIG, Serdes.ByteArraySerde.class);
            config.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
            KafkaStreams streams = new KafkaStreams(topology.build(), config);
            streams.start();
            return () -> {
                streams.close(CLOSE);
                streams.cleanUp();
            };
        });
    }

    Figure raw() throws ExecutionException, InterruptedException {
        return copied("raw", (group, target, stretch) -> {
            Thread loop = new Thread(
                    new RawTransactions(
                            bench.bootstrapServers(), group, source, target, records, value -> stretch.count()),
                    "measure-raw-transactions");
            loop.setDaemon(true);
            loop.start();
            return loop::join;
        });
    }

    private interface Copier {
        Running start(String group, String target, Stretch stretch);
    }

    private interface Running {
        void end() throws InterruptedException;
    }

    private Figure copied(String variant, Copier copier) throws ExecutionException, InterruptedException {
        String group = bench.newGroup(variant);
        String target = group + ".copy";
        bench.create(target, partitions);
        Stretch stretch = new Stretch();
        Running running = copier.start(group, target, stretch);
        Figure figure;
        try {
            figure = stretch.watch(records, () -> bench.isCommitted(group, source));
        } finally {
            running.end();
        }
        long written = written(target);
        if (written != records) {
            throw new IllegalStateException(group + " wrote " + written + " records instead of " + records);
        }
        return figure;
    }

    private long written(String target) {
        long count = 0;
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                RawLoop.consumer(bench.bootstrapServers(), target),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> all = IntStream.range(0, partitions)
                    .mapToObj(partition -> new TopicPartition(target, partition))
                    .toList();
            consumer.assign(all);
            Map<TopicPartition, Long> ends = consumer.endOffsets(all);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                count += consumer.poll(POLL).count();
            }
        }
        return count;
    }

    private static Path stateDirectory() {
        try {
            return Files.createTempDirectory("measure-streams");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
