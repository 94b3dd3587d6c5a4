package dev.holdfast.internal.topic;

import dev.holdfast.internal.problem.Problems;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Finds declared numbers of replicas that can't be. Kafka itself takes {@code min.insync.replicas} above the replicas and
 * then quietly asks for fewer, so that the declaration promises more than it keeps.
 */
final class ReplicasCheck {
    private final Problems problems;

    ReplicasCheck(Problems problems) {
        this.problems = problems;
    }

    /** Checks what is known before anything is created. */
    void check(List<WantedTopic> wanted, Map<String, Expectation> expectations, ClusterView view) {
        for (WantedTopic topic : wanted) {
            Expectation expected = expectations.get(topic.name());
            ActualTopic actual = view.topics().get(topic.name());
            if (expected != null && topic.spec() != null) {
                checkDeclared(topic, expected, actual, view);
            }
        }
    }

    /** Checks a topic against the cluster's default, which is known only when the cluster was asked to create it. */
    void checkDefault(WantedTopic topic, Expectation expected, int defaultReplicas) {
        OptionalInt minInSync = expected.minInSync();
        if (expected.replicas().isEmpty() && minInSync.isPresent() && minInSync.getAsInt() > defaultReplicas) {
            tooFew(topic, minInSync.getAsInt(), "the cluster's default is " + replicas(defaultReplicas));
        }
    }

    /** Whether Kafka would refuse to create it for a reason that is reported already. */
    boolean isBeyondBrokers(Expectation expected, ClusterView view) {
        return expected.replicas().orElse(0) > view.nodes();
    }

    private void checkDeclared(
            WantedTopic topic, Expectation expected, @Nullable ActualTopic actual, ClusterView view) {
        // A topic that is there may have a broker down at the moment.
        if (actual == null && !view.hidden().contains(topic.name()) && isBeyondBrokers(expected, view)) {
            problems.add(
                    "Topic '" + topic.name() + "' is declared with "
                            + replicas(expected.replicas().getAsInt()) + ", but the cluster has "
                            + (view.nodes() == 1 ? "1 broker." : view.nodes() + " brokers."),
                    topic.place());
        }
        OptionalInt minInSync = expected.minInSync();
        if (minInSync.isEmpty()) {
            return;
        }
        if (expected.replicas().isPresent()) {
            int declared = expected.replicas().getAsInt();
            if (minInSync.getAsInt() > declared) {
                tooFew(topic, minInSync.getAsInt(), "with " + replicas(declared));
            }
        } else if (actual != null && minInSync.getAsInt() > actual.replicas()) {
            tooFew(topic, minInSync.getAsInt(), "it has " + replicas(actual.replicas()));
        }
    }

    private void tooFew(WantedTopic topic, int minInSync, String but) {
        problems.add(
                "Topic '" + topic.name() + "' is declared with min.insync.replicas " + minInSync + ", but " + but + ".",
                topic.place());
    }

    private static String replicas(int number) {
        return number == 1 ? "1 replica" : number + " replicas";
    }
}
