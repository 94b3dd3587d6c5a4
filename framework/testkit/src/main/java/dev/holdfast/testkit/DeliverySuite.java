package dev.holdfast.testkit;

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
 * keys, without, and tombstones, of which a few fail at first, or many with retry topics; under load one instance leaves in good order and another
 * joins. In the end nothing may be lost, written twice, handled out of order, handled too often, or changed.
 *
 * <p>Immutable; a run has topics and a group of its own, so that several may share a cluster.
 */
public final class DeliverySuite {
    private static final Topic<byte[], byte[]> INPUTS = Topic.of(DeliveryHandler.INPUTS, byte[].class, byte[].class);
    private static final Topic<byte[], byte[]> OUTPUTS = Topic.of(DeliveryHandler.OUTPUTS, byte[].class, byte[].class);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int CHUNK = 250;
    private static final int PARTITIONS = 6;
    private static final int REBALANCES = 2;

    private final Cluster cluster;
    private final int records;
    private final int instances;
    private final @Nullable DeliveryRetries retries;

    private DeliverySuite(Cluster cluster, int records, int instances, @Nullable DeliveryRetries retries) {
        this.cluster = cluster;
        this.records = records;
        this.instances = instances;
        this.retries = retries;
    }

    /**
     * Runs on a cluster: 6,000 records, 2 instances.
     *
     * @param cluster the cluster; it stays open
     * @return the suite
     */
    public static DeliverySuite on(Cluster cluster) {
        return new DeliverySuite(cluster, 6_000, 2, null);
    }

    /**
     * Changes how many records are published.
     *
     * @param records at least 1
     * @return another suite
     */
    public DeliverySuite records(int records) {
        return new DeliverySuite(cluster, records, instances, retries);
    }

    /**
     * Changes how many instances run at a time.
     *
     * @param instances at least 1
     * @return another suite
     */
    public DeliverySuite instances(int instances) {
        return new DeliverySuite(cluster, records, instances, retries);
    }

    /**
     * Gives the handler retry and dead-letter topics, and has many records fail: some until a later attempt, some always,
     * and some can't be decoded.
     *
     * @param retries the retry topics
     * @return another suite, for modes with retries
     */
    public DeliverySuite retrying(DeliveryRetries retries) {
        return new DeliverySuite(cluster, records, instances, retries);
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
        DeliveryGuarantee.check(history, guarantees(mode).toArray(DeliveryGuarantee[]::new));
        return history;
    }

    /** What must hold in this mode. */
    private List<DeliveryGuarantee> guarantees(DeliveryMode mode) {
        List<DeliveryGuarantee> guarantees = new ArrayList<>(List.of(
                NothingLost.handledAndEmitted(),
                new NoDuplicateOutput(),
                retries == null
                        ? AttemptsBounded.to(2)
                        : AttemptsBounded.to(retries.attempts()).beside(REBALANCES),
                new BytesUnchanged()));
        switch (mode.order()) {
            case KEY -> guarantees.add(KeyOrder.ofKeys());
            case PARTITION -> guarantees.add(KeyOrder.ofPartitions());
            case KEY_UNTIL_RETRY -> guarantees.add(KeyOrder.untilRetry());
            case NONE -> {}
        }
        return guarantees;
    }

    private void run(DeliveryMode mode, DeliveryHistory history, TestTopics topics, ExecutorService executor)
            throws TimeoutException, ExecutionException, InterruptedException {
        DeliveryRecords made = new DeliveryRecords(retries == null ? Integer.MAX_VALUE : retries.attempts());
        int hopeless = made.hopeless(records);
        Topic<byte[], byte[]> inputs = topics.create(INPUTS, PARTITIONS);
        String group = topics.uniqueName("delivery");
        Topic<byte[], byte[]> dead = Topic.of(inputs.name() + "." + group + ".dead-letter", byte[].class, byte[].class);
        DeliveryHandlers handlers = new DeliveryHandlers(history, executor);
        try (DeliveryInstances app =
                new DeliveryInstances(cluster.bootstrapServers(), group, inputs, mode, handlers, retries)) {
            for (int i = 0; i < instances; i++) {
                app.start();
            }
            CompletableFuture<Void> published =
                    CompletableFuture.runAsync(() -> publish(inputs, made, topics, history), executor);
            awaitSettled(records / 4, history, app);
            app.closeOldest();
            app.start();
            published.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            awaitSettled(records - hopeless, history, app);
            if (hopeless > 0) {
                topics.probe(dead).await(hopeless, PATIENCE);
            }
            topics.committed(group).awaitLagZero(inputs.name(), PATIENCE);
        }
        readAll(OUTPUTS, DeliveryInstances.OUTPUT_PARTITIONS, "end of " + inputs.name(), topics).stream()
                .filter(record -> isOf(record, inputs.name()))
                .forEach(history::emitted);
        if (hopeless > 0) {
            readAll(dead, PARTITIONS, "end", topics).forEach(history::deadLettered);
        }
    }

    private static void awaitSettled(int records, DeliveryHistory history, DeliveryInstances app)
            throws InterruptedException {
        try {
            history.awaitSettled(records, PATIENCE);
        } catch (TimeoutException e) {
            throw new AssertionError(e.getMessage() + "; " + app, e);
        }
    }

    private void publish(
            Topic<byte[], byte[]> inputs, DeliveryRecords made, TestTopics topics, DeliveryHistory history) {
        for (int from = 0; from < records; from += CHUNK) {
            List<ProducerRecord<byte[], byte[]>> chunk = IntStream.range(from, Math.min(records, from + CHUNK))
                    .mapToObj(i -> made.record(inputs.name(), i))
                    .toList();
            List<RecordMetadata> written = topics.publish(chunk);
            for (int i = 0; i < chunk.size(); i++) {
                history.published(chunk.get(i), written.get(i));
            }
        }
    }

    /** Reads up to records that are written now, so that one too many is seen. */
    private static List<ConsumerRecord<Object, Object>> readAll(
            Topic<byte[], byte[]> topic, int partitions, String end, TestTopics topics) {
        topics.publish(IntStream.range(0, partitions)
                .mapToObj(partition ->
                        new ProducerRecord<byte[], byte[]>(topic.name(), partition, bytes(end), bytes(end)))
                .toList());
        return topics
                .probe(topic)
                .await(
                        "the last record of each partition",
                        records -> records.stream()
                                        .filter(record -> isEnd(record, end))
                                        .count()
                                == partitions,
                        PATIENCE)
                .stream()
                .filter(record -> !isEnd(record, end))
                .toList();
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
