package dev.holdfast.internal.topic;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Works out how declared and derived topics should be. */
final class Expectations {
    private final Map<String, WantedTopic> wanted;

    Expectations(List<WantedTopic> wanted) {
        this.wanted = wanted.stream().collect(Collectors.toMap(WantedTopic::name, Function.identity()));
    }

    /** Of all topics that something is said about, by name. */
    Map<String, Expectation> of(ClusterView view) {
        Map<String, Expectation> expectations = new TreeMap<>();
        for (WantedTopic topic : wanted.values()) {
            of(topic, view).ifPresent(expectation -> expectations.put(topic.name(), expectation));
        }
        return expectations;
    }

    private Optional<Expectation> of(WantedTopic topic, ClusterView view) {
        if (topic.spec() != null) {
            return Optional.of(Expectation.of(topic.spec()));
        }
        var derived = topic.derived();
        if (derived == null) {
            return Optional.empty();
        }
        ActualTopic source = view.topics().get(derived.source());
        if (source != null) {
            return Optional.of(Expectation.of(derived, source));
        }
        WantedTopic declared = wanted.get(derived.source());
        return declared == null || declared.spec() == null
                ? Optional.empty()
                : Optional.of(Expectation.of(derived, Expectation.of(declared.spec())));
    }
}
