package dev.holdfast.internal.topic;

import dev.holdfast.internal.problem.Problems;
import dev.holdfast.spi.DerivedTopic;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Checks derived topics that are compacted because they are somebody's state. One that forgets, or whose partitions are not
 * its source's, would lose or mix up what was written there, so the application does not start with it.
 */
final class StateTopicsCheck {
    private static final String POLICY = "cleanup.policy";
    private static final String COMPACT = "compact";

    private final Problems problems;

    StateTopicsCheck(Problems problems) {
        this.problems = problems;
    }

    void check(List<WantedTopic> wanted, ClusterView view) {
        for (WantedTopic topic : wanted) {
            DerivedTopic derived = topic.derived();
            ActualTopic actual = view.topics().get(topic.name());
            if (derived != null
                    && actual != null
                    && COMPACT.equals(derived.config().get(POLICY))) {
                check(topic, actual, view.topics().get(derived.source()));
            }
        }
    }

    private void check(WantedTopic topic, ActualTopic actual, @Nullable ActualTopic source) {
        Map<String, String> config = actual.config();
        String policy = config == null ? COMPACT : config.getOrDefault(POLICY, "");
        if (!policy.equals(COMPACT)) {
            problems.add(
                    "Topic '" + topic.name()
                            + "' must have cleanup.policy=compact, or what is kept there is lost; it has '" + policy
                            + "'.",
                    topic.place());
        }
        if (source != null && source.partitions() != actual.partitions()) {
            problems.add(
                    "Topic '" + topic.name() + "' must have the partitions of '" + source.name() + "', which are "
                            + source.partitions() + "; it has " + actual.partitions() + ".",
                    topic.place());
        }
    }
}
