package dev.holdfast.internal.definition;

import dev.holdfast.TopicSpec;
import dev.holdfast.internal.problem.Problems;
import dev.holdfast.spi.DerivedTopic;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Checks the topics that features need against each other and against all others. */
final class DerivedTopicChecks {
    private static final String RETENTION = "retention.ms";

    /** Between the time when a record is needed last and the time when it may be deleted. */
    private static final Duration MARGIN = Duration.ofDays(1);

    private final Problems problems;
    private final Map<String, String> taken = new HashMap<>();
    private final Map<String, TopicSpec> specs = new HashMap<>();

    DerivedTopicChecks(Problems problems) {
        this.problems = problems;
    }

    void check(List<ResolvedHandler> handlers, List<TopicSpec> declared) {
        declared.forEach(topic -> specs.put(topic.name(), topic));
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
        checkDeclaration(topic, place);
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

    /** A declaration wins, but not over the time for which records are needed. */
    private void checkDeclaration(DerivedTopic topic, String place) {
        TopicSpec spec = specs.get(topic.name());
        DerivedTopic.Retention retention = topic.retention();
        String declared = spec == null ? null : spec.config().get(RETENTION);
        if (retention == null || declared == null || !declared.matches("\\d{1,18}")) {
            return;
        }
        Duration kept = Duration.ofMillis(Long.parseLong(declared));
        Duration needed = retention.needed().plus(MARGIN);
        if (kept.compareTo(needed) < 0) {
            problems.add(
                    "the topic '" + topic.name() + "' is declared with retention.ms=" + declared
                            + ", but its records are needed for " + needed.toMillis()
                            + " ms: they would be deleted before they are handled",
                    place);
        }
    }
}
