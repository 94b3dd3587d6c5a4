package dev.holdfast.internal.commit;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.errors.LeaderNotAvailableException;

/** Asks whether a topic can be written to, without creating it. */
@FunctionalInterface
public interface TopicExists {
    /**
     * Checks a topic; blocks for a bounded time.
     *
     * @param topic its name
     * @return its partitions
     * @throws Exception if it is not there, can't be written to at all or can't be asked for
     */
    Found check(String topic) throws Exception;

    /**
     * A topic that is there.
     *
     * @param partitions how many partitions it has
     * @param refused those that can't be written to now, and why
     */
    record Found(int partitions, Map<Integer, Exception> refused) {
        /** Copies the map. */
        public Found {
            refused = Map.copyOf(refused);
        }

        /** The same, but for a partition that is in doubt. */
        Found without(int partition) {
            Map<Integer, Exception> more = new HashMap<>(refused);
            more.put(partition, new LeaderNotAvailableException("it was refused and not asked about since"));
            return new Found(partitions, more);
        }
    }
}
