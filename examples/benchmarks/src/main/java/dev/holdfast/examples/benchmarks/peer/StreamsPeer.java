package dev.holdfast.examples.benchmarks.peer;

import dev.holdfast.examples.benchmarks.trial.Contestant;
import dev.holdfast.examples.benchmarks.trial.Peer;
import dev.holdfast.examples.benchmarks.trial.Task;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;

/** Kafka Streams with exactly_once_v2. */
public final class StreamsPeer {
    /** Its name in tables. */
    public static final String NAME = "Kafka Streams";

    private static final Duration CLOSE = Duration.ofSeconds(30);

    private StreamsPeer() {}

    /**
     * As it is, one thread.
     *
     * @return the contestant
     */
    public static Contestant defaults() {
        return contestant(Contestant.DEFAULTS, Map.of());
    }

    /**
     * With a thread for each of some processors, and large polls.
     *
     * @param threads how many
     * @return the contestant
     */
    public static Contestant threads(int threads) {
        return contestant(
                threads + " threads",
                Map.of(
                        StreamsConfig.NUM_STREAM_THREADS_CONFIG,
                        threads,
                        StreamsConfig.consumerPrefix("max.poll.records"),
                        5_000));
    }

    private static Contestant contestant(String tuning, Map<String, Object> more) {
        return new Contestant(NAME, tuning, true, false, task -> start(task, more));
    }

    private static Peer.Running start(Task task, Map<String, Object> more) {
        StreamsBuilder topology = new StreamsBuilder();
        topology.<byte[], byte[]>stream(task.source().topic())
                .peek((key, value) -> task.handler().handle(value))
                .to(task.target());
        Properties config = new Properties();
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, task.group());
        config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, task.bootstrapServers());
        config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        config.put(StreamsConfig.DEFAULT_KEY_SERDE_CLASS_CONFIG, Serdes.ByteArraySerde.class);
        config.put(StreamsConfig.DEFAULT_VALUE_SERDE_CLASS_CONFIG, Serdes.ByteArraySerde.class);
        config.put(StreamsConfig.STATE_DIR_CONFIG, stateDirectory().toString());
        config.putAll(more);
        KafkaStreams streams = new KafkaStreams(topology.build(), config);
        streams.start();
        return () -> {
            streams.close(CLOSE);
            streams.cleanUp();
        };
    }

    private static Path stateDirectory() {
        try {
            return Files.createTempDirectory("benchmark-streams");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
