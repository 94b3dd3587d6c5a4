package dev.holdfast.internal.topic;

import dev.holdfast.state.TopicReport;
import dev.holdfast.state.TopicStatus;
import dev.holdfast.state.TopicStatus.Difference;
import dev.holdfast.state.TopicStatus.Standing;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.apache.kafka.common.Uuid;

/** Writes down how each topic was found. */
final class TopicReports {
    private final Map<String, Expectation> expectations;
    private final ClusterView view;
    private final Set<String> created;

    TopicReports(Map<String, Expectation> expectations, ClusterView view, Set<String> created) {
        this.expectations = expectations;
        this.view = view;
        this.created = created;
    }

    TopicReport report(List<WantedTopic> wanted) {
        return new TopicReport(
                view.clusterId(), wanted.stream().map(this::status).toList());
    }

    private TopicStatus status(WantedTopic topic) {
        ActualTopic actual = view.topics().get(topic.name());
        if (actual == null) {
            return new TopicStatus(
                    topic.name(),
                    topic.origin(),
                    Standing.ABSENT,
                    Uuid.ZERO_UUID,
                    0,
                    0,
                    OptionalInt.empty(),
                    List.of(),
                    topic.usedBy());
        }
        Expectation expected = expectations.get(topic.name());
        List<Difference> differences = expected == null ? List.of() : Differences.between(expected, actual);
        return new TopicStatus(
                topic.name(),
                topic.origin(),
                standing(topic, differences),
                actual.id(),
                actual.partitions(),
                actual.replicas(),
                actual.minInSync(),
                differences,
                topic.usedBy());
    }

    private Standing standing(WantedTopic topic, List<Difference> differences) {
        if (created.contains(topic.name())) {
            return Standing.CREATED;
        }
        return differences.isEmpty() ? Standing.EXISTS : Standing.DIFFERS;
    }
}
