package dev.holdfast.internal.definition;

import dev.holdfast.HandlerThreads;
import dev.holdfast.Provisioning;
import dev.holdfast.TopicSpec;
import dev.holdfast.internal.invoke.CodecRegistry;
import dev.holdfast.spi.HandlerInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The whole application, validated as far as that is possible without a cluster.
 *
 * @param applicationId its id
 * @param instanceId the id of this instance, stable over restarts; null for a random one
 * @param clients the clients' configuration
 * @param topics the declared topics
 * @param provisioning what to do about topics at start
 * @param strict whether what weakens its promises keeps it from starting
 * @param threads on which threads handlers run; never {@code AUTO}
 * @param groups its consumer groups
 * @param disabled the handlers that settings keep from running; they belong to none of the groups here
 * @param codecs finds codecs, for publishers
 * @param plan every value with its origin, to print at start
 */
public record AppDefinition(
        String applicationId,
        @Nullable String instanceId,
        ClientProperties clients,
        List<TopicSpec> topics,
        Provisioning provisioning,
        boolean strict,
        HandlerThreads threads,
        List<GroupDefinition> groups,
        List<HandlerInfo> disabled,
        CodecRegistry codecs,
        List<PlanEntry> plan) {
    /** Copies the lists. */
    public AppDefinition {
        topics = List.copyOf(topics);
        groups = List.copyOf(groups);
        disabled = List.copyOf(disabled);
        plan = List.copyOf(plan);
    }
}
