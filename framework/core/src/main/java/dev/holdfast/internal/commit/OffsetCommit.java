package dev.holdfast.internal.commit;

import dev.holdfast.internal.dispatch.Lane;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;

/**
 * Offsets that are ready to be committed together.
 *
 * @param offsets the frontier of each lane with its map
 */
public record OffsetCommit(Map<Lane, OffsetAndMetadata> offsets) {
    /** Copies the map. */
    public OffsetCommit {
        offsets = Map.copyOf(offsets);
    }
}
