package dev.holdfast.examples.benchmarks.peer;

import dev.holdfast.examples.benchmarks.trial.Contestant;
import dev.holdfast.examples.benchmarks.trial.Peer;
import dev.holdfast.examples.benchmarks.trial.RecordHandler;
import dev.holdfast.examples.benchmarks.trial.Task;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.BatchMessageListener;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.MessageListener;

/** Spring for Apache Kafka: its listener containers, made by hand as its documentation shows. */
public final class SpringPeer {
    private static final String RECORDS = "Spring Kafka listener";
    private static final String BATCHES = "Spring Kafka batch listener";
    private static final Map<String, Object> LARGE_POLLS =
            Map.of("max.poll.records", 5_000, "group.protocol", "consumer");

    private SpringPeer() {}

    /**
     * A listener of single records, as it is.
     *
     * @return the contestant
     */
    public static Contestant records() {
        return contestant(RECORDS, Contestant.DEFAULTS, Map.of(), 1, SpringPeer::one);
    }

    /**
     * A listener of single records on several threads, which have some of the partitions each.
     *
     * @param threads how many, at most as many as there are partitions
     * @return the contestant
     */
    public static Contestant records(int threads) {
        return contestant(RECORDS, threads + " threads", Map.of(), threads, SpringPeer::one);
    }

    /**
     * A listener of all records of a poll, which is large.
     *
     * @return the contestant
     */
    public static Contestant batches() {
        return contestant(BATCHES, "polls of 5,000", LARGE_POLLS, 1, SpringPeer::all);
    }

    private static MessageListener<byte[], byte[]> one(RecordHandler handler) {
        return record -> handler.handle(record.value());
    }

    private static BatchMessageListener<byte[], byte[]> all(RecordHandler handler) {
        return records -> records.forEach(record -> handler.handle(record.value()));
    }

    private static Contestant contestant(
            String name,
            String tuning,
            Map<String, Object> more,
            int threads,
            Function<RecordHandler, Object> listener) {
        return new Contestant(
                name, tuning, true, false, task -> start(task, more, threads, listener.apply(task.handler())));
    }

    private static Peer.Running start(Task task, Map<String, Object> more, int threads, Object listener) {
        ContainerProperties properties = new ContainerProperties(task.source().topic());
        properties.setMessageListener(listener);
        ConcurrentMessageListenerContainer<byte[], byte[]> container = new ConcurrentMessageListenerContainer<>(
                new DefaultKafkaConsumerFactory<>(
                        Settings.consumer(task, more), new ByteArrayDeserializer(), new ByteArrayDeserializer()),
                properties);
        container.setConcurrency(threads);
        container.start();
        return container::stop;
    }
}
