package dev.holdfast.examples.measure;

import dev.holdfast.MessageHandler;
import dev.holdfast.Order;
import dev.holdfast.Outcome;
import dev.holdfast.Topic;
import dev.holdfast.app.Holdfast;
import dev.holdfast.retry.RetrySchedule;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A handler with a retry topic of one second, some of whose records fail once. */
public final class Failing {
    private static final Duration DELAY = Duration.ofSeconds(1);
    private static final int TRICKLE = 15_000;
    private static final long TRICKLE_NANOS = Duration.ofMillis(1).toNanos();
    private static final int FAILING_OF_TRICKLE = 10;

    private final Bench bench;

    /**
     * Creates it.
     *
     * @param bench where the broker is
     */
    public Failing(Bench bench) {
        this.bench = bench;
    }

    /**
     * Handles a topic that is full, from the first record until all are handled and its offsets are committed.
     *
     * @param topic the topic
     * @param records how many records it has
     * @param everyNth which record of a partition fails, by its offset; 0: none
     * @return the speed
     */
    Figure backlog(String topic, long records, int everyNth) throws ExecutionException, InterruptedException {
        String group = bench.newGroup("failing");
        Stretch stretch = new Stretch();
        Figure figure;
        try (Holdfast app = app(topic, group, (message, delivery) -> {
            if (everyNth > 0 && delivery.attempt() == 1 && delivery.offset() % everyNth == 0) {
                throw new FailedOnPurposeException();
            }
            stretch.count();
            return Outcome.done();
        })) {
            app.start();
            figure = stretch.watch(records, () -> bench.isCommitted(group, topic));
        }
        if (stretch.counted() != records) {
            throw new IllegalStateException(group + " handled " + stretch.counted() + " instead of " + records);
        }
        return figure;
    }

    /**
     * Handles a thousand records a second, every tenth of which fails.
     *
     * @param topic an empty topic
     * @return for each failed record, how many milliseconds later than a second after its failure it was tried again
     * @throws ExecutionException if the broker refuses something
     * @throws InterruptedException if the thread is interrupted
     */
    public List<Double> lateness(String topic) throws ExecutionException, InterruptedException {
        Map<String, Long> failedAt = new ConcurrentHashMap<>();
        Queue<Double> lateness = new ConcurrentLinkedQueue<>();
        Stretch stretch = new Stretch();
        try (Holdfast app = app(topic, bench.newGroup("lateness"), (message, delivery) -> {
            if (delivery.attempt() == 1 && delivery.offset() % FAILING_OF_TRICKLE == 0) {
                failedAt.put(delivery.id(), System.currentTimeMillis());
                throw new FailedOnPurposeException();
            }
            if (delivery.attempt() > 1) {
                long due = failedAt.getOrDefault(delivery.id(), Long.MAX_VALUE) + DELAY.toMillis();
                lateness.add((double) (System.currentTimeMillis() - due));
            }
            stretch.count();
            return Outcome.done();
        })) {
            app.start();
            trickle(topic);
            stretch.watch(TRICKLE);
        }
        return List.copyOf(lateness);
    }

    private void trickle(String topic) {
        Map<String, Object> config = Map.of("bootstrap.servers", bench.bootstrapServers(), "linger.ms", 0);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            long begin = System.nanoTime();
            for (int i = 0; i < TRICKLE; i++) {
                byte[] key = ("key-" + i).getBytes(StandardCharsets.US_ASCII);
                Future<RecordMetadata> unused = producer.send(new ProducerRecord<>(topic, key, key));
                LockSupport.parkNanos(begin + (i + 1) * TRICKLE_NANOS - System.nanoTime());
            }
        }
    }

    private Holdfast app(String topic, String group, MessageHandler<byte[], byte[]> handler) {
        return Holdfast.builder()
                .applicationId("measure")
                .bootstrapServers(bench.bootstrapServers())
                .consumerProperties(Map.of("group.protocol", "consumer"))
                .handle(Topic.of(topic, byte[].class, byte[].class), spec -> spec.group(group)
                        .order(Order.KEY_UNTIL_RETRY)
                        .concurrency(64)
                        .with(RetrySchedule.of(DELAY.toSeconds() + "s"))
                        .runMessage(handler))
                .build();
    }

    private static final class FailedOnPurposeException extends Exception {
        private static final long serialVersionUID = 1L;

        FailedOnPurposeException() {
            super("a failure to measure with");
        }
    }
}
