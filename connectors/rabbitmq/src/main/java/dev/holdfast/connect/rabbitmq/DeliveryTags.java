package dev.holdfast.connect.rabbitmq;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Which deliveries of a channel can be acknowledged together. Their tags count from 1; RabbitMQ acknowledges everything up to
 * a tag at once, which saves a frame for each message, but only if everything up to it is really done.
 */
final class DeliveryTags {
    /** Tags above the prefix that are done; true if RabbitMQ does not know it yet. */
    private final TreeMap<Long, Boolean> beyond = new TreeMap<>();

    private long prefix;

    void written(long tag) {
        beyond.put(tag, true);
    }

    void rejected(long tag) {
        beyond.put(tag, false);
    }

    /**
     * Moves the prefix over all tags that are done.
     *
     * @return the highest tag to acknowledge together with all below it; 0 if there is nothing to acknowledge. It is one that
     *     RabbitMQ still waits for: it closes the channel when it is told of another
     */
    long takePrefix() {
        long last = 0;
        while (!beyond.isEmpty() && beyond.firstKey() == prefix + 1) {
            prefix++;
            if (beyond.pollFirstEntry().getValue()) {
                last = prefix;
            }
        }
        return last;
    }

    /** The tags above the prefix to acknowledge one by one. */
    List<Long> takeBeyond() {
        List<Long> open = new ArrayList<>();
        beyond.replaceAll((tag, unknown) -> {
            if (unknown) {
                open.add(tag);
            }
            return false;
        });
        return open;
    }
}
