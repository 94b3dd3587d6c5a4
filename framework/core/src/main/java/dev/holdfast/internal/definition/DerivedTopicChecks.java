package dev.holdfast.internal.definition;

import dev.holdfast.TopicSpec;
import dev.holdfast.internal.problem.Problems;
import dev.holdfast.spi.DerivedTopic;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Checks the topics that features need against each other and against all others. */
final class DerivedTopicChecks {
    private final Problems problems;
    private final Map<String, String> taken = new HashMap<>();

    DerivedTopicChecks(Problems problems) {
        this.problems = problems;
    }

    void check(List<ResolvedHandler> handlers, List<TopicSpec> declared) {
        declared.forEach(topic -> taken.put(topic.name(), "a declared topic"));
        for (ResolvedHandler handler : handlers) {
            for (DerivedTopic topic : handler.derivedTopics()) {
                check(topic, handler, handlers);
            }
        }
    }

    private void check(DerivedTopic topic, ResolvedHandler handler, List<ResolvedHandler> handlers) {
        String place = handler.place() + " (derived topic)";
        TopicNames.problem(topic.name()).ifPresent(problem -> problems.add(problem, place));
        if (!handler.info().topics().contains(topic.source())) {
            problems.add(
                    "the topic '" + topic.name() + "' derives from '" + topic.source()
                            + "', which the handler does not handle",
                    place);
        }
        String other = taken.putIfAbsent(topic.name(), "a topic of " + handler.place());
        if (other != null) {
            problems.add("the topic '" + topic.name() + "' is " + other + " already", place);
        }
        for (ResolvedHandler neighbour : handlers) {
            if (topic.subscribed()
                    && neighbour.info().group().equals(handler.info().group())
                    && neighbour.info().topics().contains(topic.name())) {
                problems.add(
                        "the topic '" + topic.name() + "' is handled by " + neighbour.place()
                                + " of the same group already",
                        place);
            }
        }
    }
}
