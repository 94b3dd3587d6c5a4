package dev.holdfast.internal.lifecycle;

import dev.holdfast.internal.definition.AppDefinition;
import dev.holdfast.internal.definition.GroupDefinition;
import dev.holdfast.internal.definition.HandlerDefinition;
import dev.holdfast.internal.poll.PollLoop;
import dev.holdfast.spi.DerivedTopic;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds topics that features derived under another definition than the present one, and has them read with their
 * handlers: instances of both definitions may run side by side, and neither may strand what the other wrote.
 */
final class LeftoverTopics {
    private static final Logger LOG = LoggerFactory.getLogger(LeftoverTopics.class);

    private final Admin admin;
    private final List<GroupDefinition> groups;
    private final Set<String> named = new HashSet<>();
    private final Map<String, String> handlerOf = new ConcurrentHashMap<>();

    LeftoverTopics(Admin admin, AppDefinition app) {
        this.admin = admin;
        this.groups = app.groups();
        app.topics().forEach(topic -> named.add(topic.name()));
        handlers(groups).forEach(handler -> {
            named.addAll(handler.info().topics());
            handler.derivedTopics().stream().map(DerivedTopic::name).forEach(named::add);
        });
    }

    private static List<HandlerDefinition> handlers(List<GroupDefinition> groups) {
        return groups.stream().flatMap(group -> group.handlers().stream()).toList();
    }

    /** Looks for those that were not found yet; throws Kafka's exceptions. */
    void find() {
        List<HandlerDefinition> handlers = handlers(groups).stream()
                .filter(handler -> !handler.features().isEmpty())
                .toList();
        if (handlers.isEmpty()) {
            return;
        }
        Set<String> topics = new HashSet<>(await(admin.listTopics().names()));
        topics.removeAll(named);
        topics.removeAll(handlerOf.keySet());
        Map<String, String> found = new HashMap<>();
        for (HandlerDefinition handler : handlers) {
            handler.features().stream()
                    .flatMap(feature -> feature.leftovers(handler.info(), topics).stream())
                    .forEach(topic -> found.put(topic, handler.info().id()));
        }
        found.keySet().retainAll(readable(found.keySet()));
        found.forEach((topic, handler) -> LOG.warn(
                "{} belongs to handler {} under another definition and is read until it is deleted", topic, handler));
        handlerOf.putAll(found);
    }

    /** Has all that were found read. */
    void readBy(List<PollLoop> loops) {
        handlerOf.forEach((topic, handler) -> loops.forEach(loop -> loop.alsoRead(topic, handler)));
    }

    /** A consumer that subscribes to a topic which it may not read can read nothing at all. */
    private Set<String> readable(Set<String> topics) {
        Set<String> readable = new HashSet<>();
        Map<String, KafkaFuture<TopicDescription>> answers = topics.isEmpty()
                ? Map.of()
                : admin.describeTopics(topics, new DescribeTopicsOptions().includeAuthorizedOperations(true))
                        .topicNameValues();
        answers.forEach((name, answer) -> {
            TopicDescription topic = ClusterTopicLookup.await(answer);
            if (topic == null) {
                return;
            }
            Set<AclOperation> allowed = topic.authorizedOperations();
            if (allowed == null || allowed.isEmpty() || allowed.contains(AclOperation.READ)) {
                readable.add(name);
            } else {
                LOG.error("{} may hold records of this application, but this client lacks the right Read", name);
            }
        });
        return readable;
    }

    /** The names of those that are read. */
    Set<String> found() {
        return Set.copyOf(handlerOf.keySet());
    }

    private static <T> T await(KafkaFuture<T> answer) {
        T value = ClusterTopicLookup.await(answer);
        if (value == null) {
            throw new KafkaException("no answer");
        }
        return value;
    }
}
