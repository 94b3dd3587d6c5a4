package dev.holdfast.internal.topic;

import dev.holdfast.Guarantee;
import dev.holdfast.internal.definition.AppDefinition;
import dev.holdfast.internal.definition.HandlerDefinition;
import dev.holdfast.spi.DerivedTopic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/** Finds what makes promises weaker than they say while everything seems to run. */
final class Warnings {
    private static final int DEFENDED_TRANSACTIONS = 2;
    private static final int ENOUGH = 2;

    /** The shortest delay that people choose for a retry. */
    private static final Duration CLOSE_ENOUGH = Duration.ofSeconds(1);

    private Warnings() {}

    static List<String> of(AppDefinition app, ClusterView view) {
        List<String> warnings = new ArrayList<>();
        List<HandlerDefinition> exact = app.groups().stream()
                .filter(group -> group.guarantee() == Guarantee.EXACTLY_ONCE)
                .flatMap(group -> group.handlers().stream())
                .toList();
        if (!exact.isEmpty() && view.transactionVersion() < DEFENDED_TRANSACTIONS) {
            warnings.add("the cluster's transaction.version is " + view.transactionVersion() + ", not "
                    + DEFENDED_TRANSACTIONS + ": transactions work, but a write that the network delays can end up in a"
                    + " later transaction of its producer, so that an output is lost or written twice. Brokers of 4.0 and"
                    + " later can be told: kafka-features.sh upgrade --feature transaction.version="
                    + DEFENDED_TRANSACTIONS);
        }
        List<String> thin = new ArrayList<>();
        for (String name : written(exact)) {
            ActualTopic topic = view.topics().get(name);
            if (topic != null) {
                thinness(topic).ifPresent(thin::add);
            }
        }
        if (!thin.isEmpty()) {
            warnings.add("topics that are written exactly once can lose what was acknowledged when one broker is lost,"
                    + " because they have fewer than " + ENOUGH + " replicas or min.insync.replicas: "
                    + String.join(", ", thin));
        }
        Duration offset = view.clockOffset();
        if (offset.abs().compareTo(CLOSE_ENOUGH) > 0) {
            warnings.add("this machine's clock is " + offset.abs().toMillis() + " ms "
                    + (offset.isNegative() ? "ahead of" : "behind")
                    + " the cluster's: what is to be tried again at a time is tried as much too early or too late"
                    + " wherever another machine's clock decides, and retention and a start at a time are off by as"
                    + " much. Let both follow the same time server");
        }
        return warnings;
    }

    private static Set<String> written(List<HandlerDefinition> handlers) {
        Set<String> topics = new TreeSet<>();
        for (HandlerDefinition handler : handlers) {
            topics.addAll(handler.emits());
            handler.derivedTopics().stream().map(DerivedTopic::name).forEach(topics::add);
        }
        return topics;
    }

    private static Optional<String> thinness(ActualTopic topic) {
        OptionalInt minInSync = topic.minInSync();
        if (topic.replicas() < ENOUGH) {
            return Optional.of(topic.name() + " (replicas " + topic.replicas() + ")");
        }
        return minInSync.isPresent() && minInSync.getAsInt() < ENOUGH
                ? Optional.of(topic.name() + " (min.insync.replicas " + minInSync.getAsInt() + ")")
                : Optional.empty();
    }
}
