package dev.holdfast.internal.definition;

import dev.holdfast.HandlerThreads;
import dev.holdfast.Provisioning;
import dev.holdfast.TopicSpec;
import dev.holdfast.codec.CodecFactory;
import dev.holdfast.spi.HandlerInterceptor;
import dev.holdfast.spi.ReturnAdapter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that the builder was told, before annotations are read and settings applied. Null is "not said".
 *
 * @param applicationId the id
 * @param instanceId the id of this instance
 * @param clients Kafka's client properties, {@code bootstrap.servers} among them
 * @param topics declared topics
 * @param provisioning what to do about topics
 * @param strict whether what weakens promises keeps the application from starting
 * @param threads on which threads handlers run
 * @param codecs the user's codecs; the built-in ones are asked before
 * @param sources where handlers come from
 * @param groups what was said of groups
 * @param interceptors around each call, the outermost first
 * @param returnAdapters for return types of other libraries
 * @param settings the layers of settings, the strongest first
 */
public record AppDraft(
        @Nullable String applicationId,
        @Nullable String instanceId,
        ClientProperties clients,
        List<TopicSpec> topics,
        @Nullable Provisioning provisioning,
        @Nullable Boolean strict,
        @Nullable HandlerThreads threads,
        List<CodecFactory> codecs,
        List<HandlerSource> sources,
        List<GroupDraft> groups,
        List<HandlerInterceptor> interceptors,
        List<ReturnAdapter> returnAdapters,
        List<SettingsLayer> settings) {
    /** Copies the lists. */
    public AppDraft {
        topics = List.copyOf(topics);
        codecs = List.copyOf(codecs);
        sources = List.copyOf(sources);
        groups = List.copyOf(groups);
        interceptors = List.copyOf(interceptors);
        returnAdapters = List.copyOf(returnAdapters);
        settings = List.copyOf(settings);
    }
}
