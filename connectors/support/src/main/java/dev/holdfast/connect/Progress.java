package dev.holdfast.connect;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** How far the other system is in each partition that a sink task has, as far as the task knows. For the task thread. */
final class Progress {
    private final Map<TopicPartition, Place> places = new HashMap<>();

    void opened(TopicPartition partition) {
        places.put(partition, new Place());
    }

    void closed(TopicPartition partition) {
        places.remove(partition);
    }

    Iterable<TopicPartition> partitions() {
        return places.keySet();
    }

    boolean isEmpty() {
        return places.isEmpty();
    }

    /** Null if the partition was taken away. */
    @Nullable
    Place of(TopicPartition partition) {
        return places.get(partition);
    }

    boolean allKnown() {
        return places.values().stream().allMatch(Place::isKnown);
    }

    /** Of offsets that Connect would commit, those that the system has: while the consumer goes back, no later ones. */
    Map<TopicPartition, OffsetAndMetadata> committable(Map<TopicPartition, OffsetAndMetadata> completed) {
        Map<TopicPartition, OffsetAndMetadata> committable = new HashMap<>();
        completed.forEach((partition, offset) -> {
            Place place = places.get(partition);
            if (place != null && place.isKnown()) {
                committable.put(partition, place.committable(offset));
            }
        });
        return committable;
    }

    /** One partition. */
    static final class Place {
        private static final long UNKNOWN = Long.MIN_VALUE;

        private long stored = UNKNOWN;
        private long floor;
        private boolean seeking;

        boolean isKnown() {
            return stored != UNKNOWN;
        }

        /** The offset of the last record that the system has. */
        long stored() {
            return stored;
        }

        void stored(long offset) {
            stored = offset;
        }

        /** The first offset that can come since the consumer was moved. */
        long floor() {
            return floor;
        }

        private OffsetAndMetadata committable(OffsetAndMetadata offset) {
            return seeking && offset.offset() > floor ? new OffsetAndMetadata(floor) : offset;
        }

        /** Records have come since the consumer was moved. */
        void arrived() {
            seeking = false;
        }

        void seek(long to) {
            floor = to;
            seeking = true;
        }
    }
}
