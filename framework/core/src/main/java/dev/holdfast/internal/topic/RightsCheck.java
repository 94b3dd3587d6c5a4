package dev.holdfast.internal.topic;

import dev.holdfast.Provisioning;
import dev.holdfast.internal.problem.Problems;
import dev.holdfast.spi.DerivedTopic;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AclOperation;

/** Finds rights that this client lacks for what its handlers do. */
final class RightsCheck {
    private final Provisioning provisioning;
    private final Problems problems;

    RightsCheck(Provisioning provisioning, Problems problems) {
        this.provisioning = provisioning;
        this.problems = problems;
    }

    void check(List<WantedTopic> wanted, ClusterView view) {
        Set<String> sources = wanted.stream()
                .flatMap(topic -> Stream.ofNullable(topic.derived()))
                .map(DerivedTopic::source)
                .collect(Collectors.toSet());
        for (WantedTopic topic : wanted) {
            ActualTopic actual = view.topics().get(topic.name());
            if (view.hidden().contains(topic.name())) {
                lacks(topic, "Describe, or the topic does not exist");
            } else if (actual != null) {
                check(topic, actual, sources.contains(topic.name()));
            }
        }
    }

    private void check(WantedTopic topic, ActualTopic actual, boolean isSource) {
        if (topic.read() && !allows(actual, AclOperation.READ)) {
            lacks(topic, "Read");
        }
        if (topic.written() && !allows(actual, AclOperation.WRITE)) {
            lacks(topic, "Write");
        }
        boolean compared = isSource || topic.derived() != null || topic.spec() != null;
        if (provisioning != Provisioning.NONE && compared && actual.config() == null) {
            lacks(topic, "DescribeConfigs");
        }
    }

    private static boolean allows(ActualTopic topic, AclOperation operation) {
        return topic.allowed().isEmpty() || topic.allowed().contains(operation);
    }

    private void lacks(WantedTopic topic, String right) {
        problems.add("Topic '" + topic.name() + "': this client lacks the right " + right + ".", topic.place());
    }
}
