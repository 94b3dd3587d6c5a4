package dev.holdfast.internal.topic;

import dev.holdfast.TopicSpec;
import dev.holdfast.spi.DerivedTopic;
import dev.holdfast.state.TopicStatus.Origin;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A topic that the application declares or uses.
 *
 * @param name its name
 * @param spec how it is declared, or null
 * @param derived how it is derived, or null; what is declared wins over it
 * @param uses who uses it
 */
record WantedTopic(String name, @Nullable TopicSpec spec, @Nullable DerivedTopic derived, List<TopicUse> uses) {
    WantedTopic {
        uses = List.copyOf(uses);
    }

    Origin origin() {
        if (spec != null) {
            return Origin.DECLARED;
        }
        return derived != null ? Origin.DERIVED : Origin.USED;
    }

    /** For problems: the handlers if there are any, else the declaration. */
    String place() {
        return uses.isEmpty()
                ? "topic declaration TopicSpec.of(\"" + name + "\")"
                : uses.stream().map(TopicUse::byPlace).distinct().collect(Collectors.joining(", "));
    }

    List<String> usedBy() {
        return uses.stream().map(TopicUse::byId).distinct().toList();
    }

    boolean read() {
        return uses.stream().anyMatch(TopicUse::reads);
    }

    boolean written() {
        return uses.stream().anyMatch(TopicUse::writes);
    }
}
