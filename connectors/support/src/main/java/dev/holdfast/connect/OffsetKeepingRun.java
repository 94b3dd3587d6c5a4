package dev.holdfast.connect;

import dev.holdfast.connect.Progress.Place;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One started task of {@link OffsetKeepingSinkTask}. Called by the task thread only. */
final class OffsetKeepingRun {
    private static final Logger LOG = LoggerFactory.getLogger(OffsetKeepingRun.class);
    private static final long COMPARE_AFTER_NANOS = Duration.ofSeconds(1).toNanos();

    private final SinkTaskContext context;
    private final Callable<OffsetKeepingSession> opener;
    private final Backoff backoff;
    private final NotedResults results;
    private final AtomicLong wentBack;
    private final AtomicLong lostSessions;
    private final Progress progress = new Progress();

    /** Records that come again behind a seek; if a put fails, Connect brings the same objects before it seeks. */
    private final Set<SinkRecord> left = Collections.newSetFromMap(new IdentityHashMap<>());

    private @Nullable OffsetKeepingSession session;
    private long compared;

    OffsetKeepingRun(
            SinkTaskContext context, RetrySettings retry, Callable<OffsetKeepingSession> opener, TaskMetrics metrics) {
        this.context = context;
        this.opener = opener;
        this.backoff = new Backoff(retry.first(), retry.longest(), System::nanoTime);
        this.results = new NotedResults(context, progress, metrics);
        this.wentBack = metrics.counter(
                "went-back-total",
                "Times that the other system had lost what it had confirmed, and was given it again");
        this.lostSessions = metrics.counter("connection-lost-total", "Connections lost, or not to be had");
    }

    void opened(Collection<TopicPartition> partitions) {
        partitions.forEach(progress::opened);
    }

    void closed(Collection<TopicPartition> partitions) {
        partitions.forEach(progress::closed);
        left.removeIf(record -> partitions.contains(partition(record)));
    }

    Map<TopicPartition, OffsetAndMetadata> committable(Map<TopicPartition, OffsetAndMetadata> completed) {
        return progress.committable(completed);
    }

    void put(List<SinkRecord> records) {
        if (progress.isEmpty()) {
            return;
        }
        try {
            write(records);
            left.clear();
            backoff.succeeded();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConnectException("Interrupted while writing", e);
        } catch (Exception e) {
            // A RetriableException is a ConnectException, too.
            if (e instanceof ConnectException fatal && !(e instanceof RetriableException)) {
                throw fatal;
            }
            throw lost(e);
        }
    }

    void stop() {
        if (session != null) {
            session.close();
            session = null;
        }
    }

    private void write(List<SinkRecord> records) throws Exception {
        OffsetKeepingSession open = session;
        boolean compare = System.nanoTime() - compared > COMPARE_AFTER_NANOS && records.isEmpty();
        Map<TopicPartition, List<SinkRecord>> batches = byPartition(records);
        if (open == null) {
            open = opener.call();
            session = open;
            compare = true;
        }
        if (compare || !progress.allKnown()) {
            compare(open, batches);
        }
        for (Map.Entry<TopicPartition, List<SinkRecord>> batch : batches.entrySet()) {
            write(open, batch.getKey(), batch.getValue());
        }
    }

    private void write(OffsetKeepingSession open, TopicPartition partition, List<SinkRecord> batch) throws Exception {
        Place place = progress.of(partition);
        List<SinkRecord> rest = rest(place, batch);
        while (place != null && !rest.isEmpty()) {
            if (rest.get(0).originalKafkaOffset() < place.floor()) {
                throw new ConnectException("Offset " + rest.get(0).originalKafkaOffset() + " of " + partition
                        + " comes after the other system has had " + (place.floor() - 1)
                        + ": is it another topic of the same name? Reset the connector's offsets to write it");
            }
            place.arrived();
            if (open.write(partition, place.stored(), rest, results)) {
                place.stored(rest.get(rest.size() - 1).originalKafkaOffset());
            } else {
                compare(open, partition, batch);
            }
            rest = rest(place, batch);
        }
    }

    /** What is neither there nor to come again. */
    private List<SinkRecord> rest(@Nullable Place place, List<SinkRecord> batch) {
        return place == null
                ? List.of()
                : batch.stream()
                        .filter(record -> !left.contains(record))
                        .filter(record -> record.originalKafkaOffset() > place.stored()
                                || record.originalKafkaOffset() < place.floor())
                        .toList();
    }

    private void compare(OffsetKeepingSession open, Map<TopicPartition, List<SinkRecord>> batches) throws Exception {
        List<TopicPartition> partitions = new ArrayList<>();
        progress.partitions().forEach(partitions::add);
        Map<TopicPartition, Long> stored = open.stored(partitions);
        for (TopicPartition partition : partitions) {
            compare(
                    partition,
                    stored.getOrDefault(partition, OffsetKeepingSession.NOTHING),
                    batches.getOrDefault(partition, List.of()));
        }
        compared = System.nanoTime();
    }

    private void compare(OffsetKeepingSession open, TopicPartition partition, List<SinkRecord> batch) throws Exception {
        Map<TopicPartition, Long> stored = open.stored(List.of(partition));
        compare(partition, stored.getOrDefault(partition, OffsetKeepingSession.NOTHING), batch);
    }

    private void compare(TopicPartition partition, long stored, List<SinkRecord> batch) {
        Place place = progress.of(partition);
        if (place == null) {
            return;
        }
        boolean first = !place.isKnown();
        boolean back = !first && stored < place.stored();
        if (back) {
            wentBack.incrementAndGet();
            LOG.error(
                    "The other system has lost what it had confirmed of {}: its offset is {}, it was {}. It is written"
                            + " again",
                    partition,
                    stored,
                    place.stored());
        }
        place.stored(stored);
        if (back || (first && stored != OffsetKeepingSession.NOTHING)) {
            place.seek(stored + 1);
            context.offset(partition, stored + 1);
            left.addAll(batch);
        }
    }

    private static Map<TopicPartition, List<SinkRecord>> byPartition(List<SinkRecord> records) {
        Map<TopicPartition, List<SinkRecord>> batches = new LinkedHashMap<>();
        for (SinkRecord record : records) {
            batches.computeIfAbsent(partition(record), missing -> new ArrayList<>())
                    .add(record);
        }
        return batches;
    }

    private static TopicPartition partition(SinkRecord record) {
        return new TopicPartition(record.originalTopic(), record.originalKafkaPartition());
    }

    private RetriableException lost(Exception cause) {
        lostSessions.incrementAndGet();
        stop();
        Duration pause = backoff.failed(ThreadLocalRandom.current().nextDouble());
        context.timeout(Math.max(1, pause.toMillis()));
        LOG.warn("No connection, next attempt in {} ms: {}", pause.toMillis(), ConfigChecks.reason(cause));
        return new RetriableException("The connection was lost and is opened again", cause);
    }
}
