package dev.holdfast.spi;

import dev.holdfast.Delivery;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A feature at work in one consumer of one handler. A handler may have several; they are asked in the order in which
 * they were added, and the first that decides wins.
 */
public interface HandlerExtension extends AutoCloseable {
    /**
     * A partition was assigned. Called by the poll thread, which must not be blocked; no record of the partition is
     * handled before the stage completes. If it fails, the partition stops visibly with the failure as its reason.
     *
     * @param lane the partition
     * @return completes when records may come
     */
    default CompletionStage<Void> onAssigned(PartitionLane lane) {
        return CompletableFuture.completedStage(null);
    }

    /**
     * A partition was revoked or lost; its lane is closed. Called by the poll thread, which must not be blocked.
     *
     * @param lane the partition
     */
    default void onRevoked(PartitionLane lane) {}

    /**
     * Reads the origin and the attempt of a record. Called by handler threads.
     *
     * @param record a record of a subscribed derived topic
     * @return its delivery, or null for "as the record stands there"
     */
    default @Nullable Delivery deliveryOf(ConsumerRecord<byte[], byte[]> record) {
        return null;
    }

    /**
     * Decides whether a record whose turn has come is handled now. Called by handler threads; for records of one key
     * (in {@link dev.holdfast.Order#KEY}) or partition ({@link dev.holdfast.Order#PARTITION}) in their order, never
     * two at a time, and only after the one before was routed.
     *
     * @param record the record
     * @return the decision
     */
    default Admission admit(HandlerRecord record) {
        return Admission.run();
    }

    /**
     * Decides what becomes of a record. Called by handler threads, ordered as {@link #admit}.
     *
     * @param record the record
     * @param verdict what came out of calling the handler
     * @return the decision; {@link Disposition#unchanged} for "not mine"
     */
    default Disposition route(HandlerRecord record, Verdict verdict) {
        return Disposition.unchanged();
    }

    /**
     * Tells figures of a partition for people to see, such as how many of its records wait. Called by any thread.
     *
     * @param lane the partition
     * @return by names that no other feature uses; empty for none
     */
    default Map<String, Long> figures(PartitionLane lane) {
        return Map.of();
    }

    /**
     * Tells what the extension has counted since it was opened, for people to see and for metrics, such as how many records
     * went to dead letters. Called by any thread.
     *
     * @return totals that never become less, by names that no other feature uses: what was counted, and, if that is counted
     *     apart, a slash and what by, of which there are few: {@code dead-lettered/rejected}
     */
    default Map<String, Long> totals() {
        return Map.of();
    }

    /** Frees what the extension holds. Called once, after the consumer has left its group. */
    @Override
    default void close() {}
}
