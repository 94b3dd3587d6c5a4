package dev.holdfast.internal.lifecycle;

import dev.holdfast.Provisioning;
import dev.holdfast.TopicSpec;
import dev.holdfast.internal.definition.AppDefinition;
import dev.holdfast.internal.poll.TopicLookup.Described;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Adds partitions to derived topics whose source has got more of them while the application runs, so that what fails in the
 * new ones has a place. Only with {@link Provisioning#CREATE}, and not to topics that are declared with a number. Thread-safe.
 */
final class DerivedPartitions {
    private static final Logger LOG = LoggerFactory.getLogger(DerivedPartitions.class);

    private final Admin admin;
    private final ClusterTopicLookup lookup;
    private final Map<String, String> sources = new HashMap<>();

    DerivedPartitions(Admin admin, ClusterTopicLookup lookup, AppDefinition app) {
        this.admin = admin;
        this.lookup = lookup;
        if (app.provisioning() == Provisioning.CREATE) {
            app.groups().stream()
                    .flatMap(group -> group.handlers().stream())
                    .flatMap(handler -> handler.derivedTopics().stream())
                    .forEach(topic -> sources.put(topic.name(), topic.source()));
            app.topics().stream()
                    .filter(topic -> topic.partitions().isPresent())
                    .map(TopicSpec::name)
                    .forEach(sources::remove);
        }
    }

    /** Gives a topic as many partitions as its source has; blocks for a bounded time. */
    void follow(String topic) {
        String source = sources.get(topic);
        if (source == null) {
            return;
        }
        Map<String, Described> found = lookup.describe(Set.of(topic, source));
        Described derived = found.get(topic);
        Described from = found.get(source);
        if (derived == null || from == null || derived.partitions() >= from.partitions()) {
            return;
        }
        try {
            ClusterTopicLookup.await(admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(from.partitions())))
                    .values()
                    .get(topic));
            LOG.info("{} has {} partitions now, as {} has", topic, from.partitions(), source);
        } catch (KafkaException e) {
            LOG.warn("{} has fewer partitions than {}, and none could be added: {}", topic, source, e.toString());
        }
    }
}
