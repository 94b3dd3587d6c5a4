package dev.holdfast.internal.poll;

import dev.holdfast.internal.dispatch.Dispatcher;
import dev.holdfast.internal.dispatch.Lane;
import dev.holdfast.internal.offset.CommitMetadata;
import dev.holdfast.internal.offset.MetadataFormat;
import dev.holdfast.spi.Timers;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes partitions over: finds their start, makes their lanes, waits for the extensions, then lets records through.
 * Until then they are paused. What fails because the cluster does not answer is tried again at each turn of the loop.
 */
final class Opening {
    private static final Logger LOG = LoggerFactory.getLogger(Opening.class);
    private static final Duration ATMOST = Duration.ofSeconds(10);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMillis(500);

    private final Consumer<byte[], byte[]> consumer;
    private final StartPoints startPoints;
    private final Map<String, Dispatcher> dispatchers;
    private final Intakes intakes;
    private final Timers timers;
    private final boolean exactlyOnce;
    private final Set<TopicPartition> unopened = new HashSet<>();
    private final Set<TopicPartition> anew = new HashSet<>();
    private final Map<Lane, CompletableFuture<Void>> preparing = new HashMap<>();
    private Instant notBefore = Instant.EPOCH;

    Opening(
            Consumer<byte[], byte[]> consumer,
            StartPoints startPoints,
            Map<String, Dispatcher> dispatchers,
            Intakes intakes,
            Timers timers,
            boolean exactlyOnce) {
        this.consumer = consumer;
        this.startPoints = startPoints;
        this.dispatchers = dispatchers;
        this.intakes = intakes;
        this.timers = timers;
        this.exactlyOnce = exactlyOnce;
    }

    /** Takes partitions over from another owner. */
    void assigned(Collection<TopicPartition> partitions) {
        anew.removeAll(partitions);
        openAll(partitions);
    }

    /** Takes partitions over from this very process, which lives. */
    void again(Collection<TopicPartition> partitions) {
        anew.addAll(partitions);
        openAll(partitions);
    }

    private void openAll(Collection<TopicPartition> partitions) {
        consumer.pause(partitions);
        unopened.addAll(partitions);
        notBefore = Instant.EPOCH;
        open();
    }

    void revoked(Collection<TopicPartition> partitions) {
        unopened.removeAll(partitions);
        preparing.keySet().removeIf(lane -> !lane.isOpen());
    }

    boolean isBusy() {
        return !unopened.isEmpty() || !preparing.isEmpty();
    }

    /** Goes on with what is not open yet. */
    void turn() {
        if (!unopened.isEmpty() && !timers.now().isBefore(notBefore)) {
            open();
        }
        Iterator<Map.Entry<Lane, CompletableFuture<Void>>> all =
                preparing.entrySet().iterator();
        while (all.hasNext()) {
            Map.Entry<Lane, CompletableFuture<Void>> entry = all.next();
            if (entry.getValue().isDone()) {
                all.remove();
                prepared(entry.getKey(), entry.getValue());
            }
        }
    }

    private void open() {
        Map<TopicPartition, StartPoint> starts;
        try {
            starts = takenOver(startPoints.of(unopened));
            positionAndCommit(starts);
        } catch (KafkaException e) {
            LOG.warn("{} can't be taken over yet and wait: {}", unopened, e.toString());
            notBefore = timers.now().plus(PAUSE_AFTER_FAILURE);
            return;
        }
        starts.forEach(this::open);
        unopened.removeAll(starts.keySet());
    }

    private Map<TopicPartition, StartPoint> takenOver(Map<TopicPartition, StartPoint> starts) {
        Map<TopicPartition, StartPoint> taken = new HashMap<>();
        starts.forEach((partition, start) ->
                taken.put(partition, start.isNew() || anew.contains(partition) ? start : start.takenOver()));
        return taken;
    }

    /**
     * Before a record is read it is committed where the partition begins, or a crash could make the group start elsewhere,
     * and that it was taken over, or a crash could not be counted.
     */
    private void positionAndCommit(Map<TopicPartition, StartPoint> starts) {
        Map<TopicPartition, OffsetAndMetadata> portion = new HashMap<>();
        int size = 0;
        for (Map.Entry<TopicPartition, StartPoint> entry : starts.entrySet()) {
            if (stopsAt(entry.getValue())) {
                continue;
            }
            CommitMetadata metadata = entry.getValue().metadata();
            // Also where the consumer would look up the same offset: what is read from and what is counted from are
            // then one by construction.
            consumer.seek(entry.getKey(), metadata.offset());
            String text = MetadataFormat.write(metadata);
            size += MetadataFormat.bytes(text);
            if (size > MetadataFormat.MOST_BYTES_A_COMMIT && !portion.isEmpty()) {
                consumer.commitSync(portion, ATMOST);
                portion = new HashMap<>();
                size = MetadataFormat.bytes(text);
            }
            portion.put(entry.getKey(), new OffsetAndMetadata(metadata.offset(), text));
        }
        if (!portion.isEmpty()) {
            consumer.commitSync(portion, ATMOST);
        }
    }

    private boolean stopsAt(StartPoint start) {
        return start.isDamaged() && exactlyOnce;
    }

    private void open(TopicPartition partition, StartPoint start) {
        Dispatcher dispatcher = dispatchers.get(partition.topic());
        if (dispatcher == null) {
            throw new IllegalStateException("nobody handles " + partition);
        }
        Lane lane = new Lane(partition, dispatcher, start.metadata(), timers.now());
        intakes.add(lane, start.metadata().offset() + start.metadata().beyond().length());
        if (stopsAt(start)) {
            String reason =
                    "its commit at offset " + start.metadata().offset() + " is damaged: what was done beyond it is"
                            + " unknown, and would be written twice. Commit an offset by hand to go on";
            LOG.error("{} has stopped: {}", lane, reason);
            lane.seal();
            lane.stop(reason, timers.now());
            return;
        }
        CompletableFuture<Void> ready;
        try {
            ready = dispatcher.extensions().onAssigned(lane).toCompletableFuture();
        } catch (RuntimeException e) {
            ready = CompletableFuture.failedFuture(e);
        }
        if (ready.isDone()) {
            prepared(lane, ready);
        } else {
            preparing.put(lane, ready);
        }
    }

    private void prepared(Lane lane, CompletableFuture<Void> outcome) {
        if (outcome.isCompletedExceptionally()) {
            String reason =
                    outcome.handle((done, error) -> String.valueOf(error)).join();
            LOG.error(
                    "{} can't be taken over by handler {}: {}",
                    lane,
                    lane.dispatcher().id(),
                    reason);
            lane.stop("it can't be taken over: " + reason, timers.now());
        } else {
            intakes.open(lane);
        }
    }
}
