package dev.holdfast.internal.lifecycle;

import dev.holdfast.internal.dispatch.Lane;
import dev.holdfast.internal.poll.TopicLookup;
import dev.holdfast.spi.Timers;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices topics that were deleted and created anew while they are read. The consumer would go on at its old position in
 * the new topic and skip what stands before it, so the partitions stop.
 */
final class Recreations {
    private static final Logger LOG = LoggerFactory.getLogger(Recreations.class);

    private final TopicLookup lookup;
    private final Timers timers;

    Recreations(TopicLookup lookup, Timers timers) {
        this.lookup = lookup;
        this.timers = timers;
    }

    void look(List<Lane> lanes) {
        Set<String> topics =
                lanes.stream().map(lane -> lane.partition().topic()).collect(Collectors.toSet());
        if (topics.isEmpty()) {
            return;
        }
        Map<String, TopicLookup.Described> described;
        try {
            described = lookup.describe(topics);
        } catch (KafkaException e) {
            LOG.debug("topics could not be looked at: {}", e.toString());
            return;
        }
        for (Lane lane : lanes) {
            TopicLookup.Described topic = described.get(lane.partition().topic());
            if (topic != null && !topic.topicId().equals(lane.identity().topicId())) {
                String reason =
                        "its topic was deleted and created anew; restart to read the new one from its beginning";
                if (lane.stop(reason, timers.now())) {
                    LOG.error("{} has stopped: {}", lane, reason);
                }
            }
        }
    }
}
