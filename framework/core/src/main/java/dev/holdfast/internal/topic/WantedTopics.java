package dev.holdfast.internal.topic;

import dev.holdfast.TopicSpec;
import dev.holdfast.internal.definition.AppDefinition;
import dev.holdfast.internal.definition.GroupDefinition;
import dev.holdfast.internal.definition.HandlerDefinition;
import dev.holdfast.internal.topic.TopicUse.Kind;
import dev.holdfast.spi.DerivedTopic;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Collects every topic of an application with all that is said about it, by name. */
final class WantedTopics {
    private final Map<String, TopicSpec> specs = new HashMap<>();
    private final Map<String, DerivedTopic> derived = new HashMap<>();
    private final Map<String, List<TopicUse>> uses = new TreeMap<>();

    private WantedTopics() {}

    static List<WantedTopic> of(AppDefinition app) {
        WantedTopics wanted = new WantedTopics();
        for (TopicSpec spec : app.topics()) {
            wanted.specs.putIfAbsent(spec.name(), spec);
            wanted.uses.putIfAbsent(spec.name(), new ArrayList<>());
        }
        for (GroupDefinition group : app.groups()) {
            group.handlers().forEach(wanted::add);
        }
        return wanted.uses.entrySet().stream()
                .map(e -> new WantedTopic(
                        e.getKey(), wanted.specs.get(e.getKey()), wanted.derived.get(e.getKey()), e.getValue()))
                .toList();
    }

    private void add(HandlerDefinition handler) {
        handler.info().topics().forEach(topic -> use(topic, handler, Kind.HANDLES));
        handler.emits().stream().sorted().forEach(topic -> use(topic, handler, Kind.EMITS));
        for (DerivedTopic topic : handler.derivedTopics()) {
            derived.putIfAbsent(topic.name(), topic);
            use(topic.name(), handler, topic.subscribed() ? Kind.DERIVES_AND_READS : Kind.DERIVES);
        }
    }

    private void use(String topic, HandlerDefinition handler, Kind kind) {
        uses.computeIfAbsent(topic, name -> new ArrayList<>())
                .add(new TopicUse(handler.info().id(), handler.place(), kind));
    }
}
