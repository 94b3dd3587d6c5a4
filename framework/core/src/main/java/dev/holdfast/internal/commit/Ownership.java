package dev.holdfast.internal.commit;

import dev.holdfast.internal.dispatch.Lane;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;

/**
 * What this consumer owns, and by which right, at one moment: made by the poll thread after each poll and first thing in
 * each rebalance callback, never changed.
 *
 * @param group the membership's metadata at that moment
 * @param lanes the partitions owned; in a revocation those being revoked are still among them, after a loss they are not
 */
public record Ownership(ConsumerGroupMetadata group, List<Lane> lanes) {
    /** Copies the list. */
    public Ownership {
        lanes = List.copyOf(lanes);
    }
}
