package dev.holdfast.internal.topic;

import dev.holdfast.Provisioning;
import dev.holdfast.internal.problem.Problems;
import dev.holdfast.spi.DerivedTopic;
import java.util.List;

/** Finds topics that handlers need and that are neither there nor to be created. */
final class PresenceCheck {
    private final Provisioning provisioning;
    private final Problems problems;

    PresenceCheck(Provisioning provisioning, Problems problems) {
        this.provisioning = provisioning;
        this.problems = problems;
    }

    void check(List<WantedTopic> wanted, ClusterView view) {
        for (WantedTopic topic : wanted) {
            if (view.isMissing(topic.name())) {
                check(topic);
            }
        }
    }

    private void check(WantedTopic topic) {
        DerivedTopic derived = topic.derived();
        if (topic.uses().isEmpty()) {
            return;
        }
        if (provisioning == Provisioning.NONE) {
            problems.add(
                    "Topic '" + topic.name() + "' does not exist, and with provisioning NONE it is not created.",
                    topic.place());
        } else if (topic.spec() == null && derived == null) {
            problems.add(
                    "Topic '" + topic.name() + "' does not exist and is not declared. Declare it with"
                            + " .topic(TopicSpec.of(\"" + topic.name() + "\")), or create it.",
                    topic.place());
        }
    }
}
