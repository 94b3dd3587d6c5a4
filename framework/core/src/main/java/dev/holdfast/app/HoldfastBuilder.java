package dev.holdfast.app;

import dev.holdfast.HandlerThreads;
import dev.holdfast.Provisioning;
import dev.holdfast.Topic;
import dev.holdfast.TopicSpec;
import dev.holdfast.codec.CodecFactory;
import dev.holdfast.internal.definition.AppDefinition;
import dev.holdfast.internal.definition.AppDraft;
import dev.holdfast.internal.definition.ClientProperties;
import dev.holdfast.internal.definition.DefinitionResolver;
import dev.holdfast.internal.definition.GroupDraft;
import dev.holdfast.internal.definition.HandlerSource;
import dev.holdfast.internal.definition.SettingsLayer;
import dev.holdfast.spi.HandlerInterceptor;
import dev.holdfast.spi.ReturnAdapter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Collects what an application consists of. Nothing is checked before {@link #build}, which reports all problems
 * together. Used by one thread.
 *
 * <p>Each value comes from the first of these that names it: {@link #settings}, this builder, annotations, the default.
 */
public final class HoldfastBuilder {
    private final Map<String, Object> common = new HashMap<>();
    private final Map<String, Object> consumer = new HashMap<>();
    private final Map<String, Object> producer = new HashMap<>();
    private final Map<String, Object> admin = new HashMap<>();
    private final List<TopicSpec> topics = new ArrayList<>();
    private final List<CodecFactory> codecs = new ArrayList<>();
    private final List<HandlerSource> sources = new ArrayList<>();
    private final List<GroupDraft> groups = new ArrayList<>();
    private final List<HandlerInterceptor> interceptors = new ArrayList<>();
    private final List<ReturnAdapter> returnAdapters = new ArrayList<>();
    private List<SettingsLayer> settings = List.of();
    private @Nullable String applicationId;
    private @Nullable String instanceId;
    private @Nullable Provisioning provisioning;
    private @Nullable Boolean strict;
    private @Nullable HandlerThreads threads;

    HoldfastBuilder() {}

    /**
     * Names the application; required. Handlers without a group belong to the group of this name.
     *
     * @param applicationId 1 to 200 letters, digits, '.', '_' and '-', the same in all instances and releases
     * @return this
     */
    public HoldfastBuilder applicationId(String applicationId) {
        this.applicationId = Objects.requireNonNull(applicationId, "applicationId");
        return this;
    }

    /**
     * Names this instance of the application among those that run at the same time, and keeps its name over restarts: the
     * name of its pod or host. What an instance that died has left open in transactions then ends as soon as it is back,
     * and not only when the transactions time out, for which readers of the same topics wait. Two instances with one id
     * would fence each other off. Default: a random id for each start.
     *
     * @param instanceId 1 to 100 letters, digits, '_' and '-'
     * @return this
     */
    public HoldfastBuilder instanceId(String instanceId) {
        this.instanceId = Objects.requireNonNull(instanceId, "instanceId");
        return this;
    }

    /**
     * Names the brokers to ask for the cluster; required here, in {@link #clientProperties} or in settings.
     *
     * @param bootstrapServers {@code host:port,host:port}
     * @return this
     */
    public HoldfastBuilder bootstrapServers(String bootstrapServers) {
        common.put("bootstrap.servers", Objects.requireNonNull(bootstrapServers, "bootstrapServers"));
        return this;
    }

    /**
     * Adds properties for all Kafka clients: SASL, TLS, anything. Those that would break a promise are a problem.
     *
     * @param properties Kafka's own names and values; neither may be null
     * @return this
     */
    public HoldfastBuilder clientProperties(Map<String, ?> properties) {
        return add(properties, common);
    }

    /**
     * Adds properties for consumers, over {@link #clientProperties}.
     *
     * @param properties Kafka's own names and values; neither may be null
     * @return this
     */
    public HoldfastBuilder consumerProperties(Map<String, ?> properties) {
        return add(properties, consumer);
    }

    /**
     * Adds properties for producers, over {@link #clientProperties}.
     *
     * @param properties Kafka's own names and values; neither may be null
     * @return this
     */
    public HoldfastBuilder producerProperties(Map<String, ?> properties) {
        return add(properties, producer);
    }

    /**
     * Adds properties for admin clients, over {@link #clientProperties}.
     *
     * @param properties Kafka's own names and values; neither may be null
     * @return this
     */
    public HoldfastBuilder adminProperties(Map<String, ?> properties) {
        return add(properties, admin);
    }

    /**
     * Declares a topic.
     *
     * @param topic the declaration
     * @return this
     */
    public HoldfastBuilder topic(TopicSpec topic) {
        topics.add(Objects.requireNonNull(topic, "topic"));
        return this;
    }

    /**
     * Declares topics.
     *
     * @param topics the declarations
     * @return this
     */
    public HoldfastBuilder topics(TopicSpec... topics) {
        return topics(List.of(topics));
    }

    /**
     * Declares topics.
     *
     * @param topics the declarations
     * @return this
     */
    public HoldfastBuilder topics(Collection<TopicSpec> topics) {
        topics.forEach(this::topic);
        return this;
    }

    /**
     * Sets what to do at start about topics that are missing or differ. Default: {@link Provisioning#CREATE}.
     *
     * @param provisioning what to do
     * @return this
     */
    public HoldfastBuilder provisioning(Provisioning provisioning) {
        this.provisioning = Objects.requireNonNull(provisioning, "provisioning");
        return this;
    }

    /**
     * Keeps the application from starting with what it only warns of otherwise: a cluster without defended transactions
     * ({@code transaction.version} below 2), topics written exactly once with fewer than two replicas or
     * {@code min.insync.replicas}, a clock more than a second off the cluster's. Default: false.
     *
     * @param strict whether to refuse to start
     * @return this
     */
    public HoldfastBuilder strict(boolean strict) {
        this.strict = strict;
        return this;
    }

    /**
     * Sets on which threads handlers run. Default: {@link HandlerThreads#AUTO}.
     *
     * @param threads the kind of threads
     * @return this
     */
    public HoldfastBuilder threads(HandlerThreads threads) {
        this.threads = Objects.requireNonNull(threads, "threads");
        return this;
    }

    /**
     * Adds codecs. They are asked in the order in which they were added, after the built-in ones.
     *
     * @param factories the codecs
     * @return this
     */
    public HoldfastBuilder codecs(CodecFactory... factories) {
        codecs.addAll(List.of(factories));
        return this;
    }

    /**
     * Adds the annotated methods of objects. Calls go through the objects that are given, so proxies keep their effect.
     *
     * @param handlers objects with at least one method with {@link dev.holdfast.annotation.Handles} each
     * @return this
     */
    public HoldfastBuilder handlers(Object... handlers) {
        for (Object handler : List.of(handlers)) {
            sources.add(new HandlerSource.Instance(handler));
        }
        return this;
    }

    /**
     * Adds the annotated methods of a class whose instances a container manages.
     *
     * @param type the class or interface with the annotations
     * @param instance asked for the instance once for each call, by handler threads
     * @param <T> the class
     * @return this
     */
    public <T> HoldfastBuilder handlers(Class<T> type, Supplier<? extends T> instance) {
        sources.add(new HandlerSource.Managed(
                Objects.requireNonNull(type, "type"), Objects.requireNonNull(instance, "instance")));
        return this;
    }

    /**
     * Adds a handler that is written in code.
     *
     * @param topic what to handle, with the types to decode to
     * @param spec fills in the rest; called before this method returns
     * @param <K> the type of keys
     * @param <V> the type of values
     * @return this
     */
    public <K, V> HoldfastBuilder handle(Topic<K, V> topic, Consumer<HandlerSpec<K, V>> spec) {
        HandlerSpec<K, V> handler = new HandlerSpec<>(Objects.requireNonNull(topic, "topic"));
        spec.accept(handler);
        sources.add(new HandlerSource.Built(handler.draft()));
        return this;
    }

    /**
     * Says what the handlers of a group share.
     *
     * @param name the group's id; a handler must belong to it
     * @param spec fills in the rest; called before this method returns
     * @return this
     */
    public HoldfastBuilder group(String name, Consumer<GroupSpec> spec) {
        GroupSpec group = new GroupSpec(Objects.requireNonNull(name, "name"));
        spec.accept(group);
        groups.add(group.draft());
        return this;
    }

    /**
     * Adds an interceptor around every call of every handler, inside of those that were added before.
     *
     * @param interceptor the interceptor
     * @return this
     */
    public HoldfastBuilder interceptor(HandlerInterceptor interceptor) {
        interceptors.add(Objects.requireNonNull(interceptor, "interceptor"));
        return this;
    }

    /**
     * Lets handlers return an asynchronous type of another library.
     *
     * @param adapter the adapter; asked after those that were added before
     * @return this
     */
    public HoldfastBuilder returnAdapter(ReturnAdapter adapter) {
        returnAdapters.add(Objects.requireNonNull(adapter, "adapter"));
        return this;
    }

    /**
     * Sets the values from outside, in place of those of an earlier call. Default: none, not even the environment.
     *
     * @param settings the settings; they win over this builder and annotations
     * @return this
     */
    public HoldfastBuilder settings(Settings settings) {
        this.settings = settings.layers();
        return this;
    }

    /**
     * Checks everything that can be checked without a cluster.
     *
     * @return the application, not started
     * @throws dev.holdfast.InvalidDefinitionException with all problems, if there are any
     */
    public Holdfast build() {
        return new Holdfast(definition());
    }

    /** What {@link #build} builds from. */
    AppDefinition definition() {
        return DefinitionResolver.resolve(draft());
    }

    /** All that was said, unchecked. */
    AppDraft draft() {
        return new AppDraft(
                applicationId,
                instanceId,
                new ClientProperties(common, consumer, producer, admin),
                topics,
                provisioning,
                strict,
                threads,
                codecs,
                sources,
                groups,
                interceptors,
                returnAdapters,
                settings);
    }

    private HoldfastBuilder add(Map<String, ?> properties, Map<String, Object> target) {
        properties.forEach(
                (key, value) -> target.put(key, Objects.requireNonNull(value, "the value of '" + key + "'")));
        return this;
    }
}
