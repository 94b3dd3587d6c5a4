package dev.holdfast.testkit;

import dev.holdfast.Order;
import dev.holdfast.Topic;
import dev.holdfast.embedded.Cluster;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Checks what Holdfast guarantees, end to end: several instances of an application handle a stream of records with
 * keys, without, and tombstones, of which a few fail at first; under load one instance leaves in good order and another
 * joins. In the end nothing may be lost, written twice, handled out of order, handled too often, or changed.
 *
 * <p>Immutable; a run has topics and a group of its own, so that several may share a cluster.
 */
public final class DeliverySuite {
    private static final Topic<byte[], byte[]> INPUTS = Topic.of("delivery.inputs", byte[].class, byte[].class);
    private static final Topic<byte[], byte[]> OUTPUTS = Topic.of(DeliveryHandlers.OUTPUTS, byte[].class, byte[].class);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int CHUNK = 250;
    private static final int FAILS_EVERY = 1_500;
    private static final int NO_KEY_EVERY = 50;
    private static final int TOMBSTONE_EVERY = 70;

    private final Cluster cluster;
    private final int records;
    private final int instances;

    private DeliverySuite(Cluster cluster, int records, int instances) {
        this.cluster = cluster;
        this.records = records;
        this.instances = instances;
    }

    /**
     * Runs on a cluster: 6,000 records, 2 instances.
     *
     * @param cluster the cluster; it stays open
     * @return the suite
     */
    public static DeliverySuite on(Cluster cluster) {
        return new DeliverySuite(cluster, 6_000, 2);
    }

    /**
     * Changes how many records are published.
     *
     * @param records at least 1
     * @return another suite
     */
    public DeliverySuite records(int records) {
        return new DeliverySuite(cluster, records, instances);
    }

    /**
     * Changes how many instances run at a time.
     *
     * @param instances at least 1
     * @return another suite
     */
    public DeliverySuite instances(int instances) {
        return new DeliverySuite(cluster, records, instances);
    }

    /**
     * Runs once and checks the guarantees.
     *
     * @param mode how to run
     * @return what happened
     * @throws AssertionError if a guarantee was broken, or the run came to no end
     */
    public DeliveryHistory run(DeliveryMode mode) {
        DeliveryHistory history = new DeliveryHistory();
        ExecutorService executor = Executors.newFixedThreadPool(3);
        try (TestTopics topics = TestTopics.of(cluster)) {
            run(mode, history, topics, executor);
        } catch (TimeoutException | ExecutionException e) {
            throw new AssertionError(mode + " came to no end: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(mode + " was interrupted", e);
        } finally {
            executor.shutdownNow();
        }
        DeliveryGuarantee.check(history, guarantees(mode.order()).toArray(DeliveryGuarantee[]::new));
        return history;
    }

    /** What must hold in this order. */
    private static List<DeliveryGuarantee> guarantees(Order order) {
        List<DeliveryGuarantee> guarantees = new ArrayList<>(List.of(
                NothingLost.handledAndEmitted(), new NoDuplicateOutput(), AttemptsBounded.to(2), new BytesUnchanged()));
        if (order == Order.KEY) {
            guarantees.add(KeyOrder.ofKeys());
        } else if (order == Order.PARTITION) {
            guarantees.add(KeyOrder.ofPartitions());
        }
        return guarantees;
    }

    private void run(DeliveryMode mode, DeliveryHistory history, TestTopics topics, ExecutorService executor)
            throws TimeoutException, ExecutionException, InterruptedException {
        Topic<byte[], byte[]> inputs = topics.create(INPUTS, 6);
        String group = topics.uniqueName("delivery");
        DeliveryHandlers handlers = new DeliveryHandlers(history);
        try (DeliveryInstances app =
                new DeliveryInstances(cluster.bootstrapServers(), group, inputs, mode, handlers, executor)) {
            for (int i = 0; i < instances; i++) {
                app.start();
            }
            CompletableFuture<Void> published =
                    CompletableFuture.runAsync(() -> publish(inputs, topics, history), executor);
            awaitSettled(records / 4, history, app);
            app.closeOldest();
            app.start();
            published.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            awaitSettled(records, history, app);
            topics.committed(group).awaitLagZero(inputs.name(), PATIENCE);
        }
        readOutputs(inputs.name(), topics, history);
    }

    private static void awaitSettled(int records, DeliveryHistory history, DeliveryInstances app)
            throws InterruptedException {
        try {
            history.awaitSettled(records, PATIENCE);
        } catch (TimeoutException e) {
            throw new AssertionError(e.getMessage() + "; " + app, e);
        }
    }

    private void publish(Topic<byte[], byte[]> inputs, TestTopics topics, DeliveryHistory history) {
        for (int from = 0; from < records; from += CHUNK) {
            List<ProducerRecord<byte[], byte[]>> chunk = IntStream.range(from, Math.min(records, from + CHUNK))
                    .mapToObj(i -> record(inputs.name(), i))
                    .toList();
            List<RecordMetadata> written = topics.publish(chunk);
            for (int i = 0; i < chunk.size(); i++) {
                history.published(chunk.get(i), written.get(i));
            }
        }
    }

    private static ProducerRecord<byte[], byte[]> record(String topic, int i) {
        byte @Nullable [] key = i % NO_KEY_EVERY == 0 ? null : bytes("key-" + i % 97);
        byte @Nullable [] value = i % TOMBSTONE_EVERY == 1 ? null : bytes("value-" + i);
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, key, value);
        record.headers().add("number", bytes(Integer.toString(i)));
        if (i % FAILS_EVERY == FAILS_EVERY / 2) {
            record.headers().add(DeliveryHandlers.FAILS, new byte[0]);
        }
        return record;
    }

    /** Reads up to a record that is written now, so that an output too many is seen. */
    private static void readOutputs(String inputs, TestTopics topics, DeliveryHistory history) {
        String end = "end of " + inputs;
        topics.publish(IntStream.range(0, DeliveryInstances.OUTPUT_PARTITIONS)
                .mapToObj(partition ->
                        new ProducerRecord<byte[], byte[]>(OUTPUTS.name(), partition, bytes(end), bytes(end)))
                .toList());
        TopicProbe probe = topics.probe(OUTPUTS);
        List<ConsumerRecord<Object, Object>> all = probe.await(
                "the last record of each partition",
                records -> records.stream().filter(record -> isEnd(record, end)).count()
                        == DeliveryInstances.OUTPUT_PARTITIONS,
                PATIENCE);
        all.stream().filter(record -> isOf(record, inputs)).forEach(history::emitted);
    }

    private static boolean isEnd(ConsumerRecord<?, ?> record, String end) {
        return record.key() instanceof byte[] key && end.equals(new String(key, StandardCharsets.UTF_8));
    }

    private static boolean isOf(ConsumerRecord<?, ?> record, String inputs) {
        var source = record.headers().lastHeader(DeliveryHistory.SOURCE);
        return source != null && new String(source.value(), StandardCharsets.UTF_8).startsWith(inputs + "-");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
