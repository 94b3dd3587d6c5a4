package dev.holdfast.internal.topic;

import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.acl.AclOperation;
import org.jspecify.annotations.Nullable;

/**
 * A topic as the cluster describes it.
 *
 * @param name its name
 * @param id its id
 * @param partitions how many it has
 * @param replicas how many its partitions have, at least
 * @param allLed whether every partition has a leader
 * @param config its configurations, defaults included; null if the right to see them is missing
 * @param allowed what this client may do with it; empty if the broker does not say
 */
record ActualTopic(
        String name,
        Uuid id,
        int partitions,
        int replicas,
        boolean allLed,
        @Nullable Map<String, String> config,
        Set<AclOperation> allowed) {
    private static final String MIN_IN_SYNC = "min.insync.replicas";
    private static final String MAX_BYTES = "max.message.bytes";

    OptionalInt minInSync() {
        return number(MIN_IN_SYNC);
    }

    TopicFacts facts() {
        return new TopicFacts(
                id, partitions, replicas, minInSync(), number(MAX_BYTES).orElse(Integer.MAX_VALUE));
    }

    private OptionalInt number(String key) {
        String value = config == null ? null : config.get(key);
        return value == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(value));
    }
}
