package dev.holdfast.internal.topic;

import dev.holdfast.TopicSpec;
import dev.holdfast.spi.DerivedTopic;
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
        DerivedTopic derived = topic.derived();
        TopicSpec spec = topic.spec();
        Optional<Expectation> asDerived = derived == null ? Optional.empty() : of(derived, view);
        if (spec == null) {
            return asDerived;
        }
        return Optional.of(asDerived.map(expected -> expected.overruledBy(spec)).orElseGet(() -> Expectation.of(spec)));
    }

    private Optional<Expectation> of(DerivedTopic derived, ClusterView view) {
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
