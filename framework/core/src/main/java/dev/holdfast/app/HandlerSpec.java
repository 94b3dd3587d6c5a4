package dev.holdfast.app;

import dev.holdfast.AsyncMessageHandler;
import dev.holdfast.Guarantee;
import dev.holdfast.MessageHandler;
import dev.holdfast.Order;
import dev.holdfast.Topic;
import dev.holdfast.ValueHandler;
import dev.holdfast.internal.definition.CallPlanner;
import dev.holdfast.internal.definition.HandlerDraft;
import dev.holdfast.internal.invoke.FunctionHandlers;
import dev.holdfast.spi.HandlerFeature;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A handler as it is written in code: the same as a method with annotations. One of {@link #run}, {@link #runMessage}
 * and {@link #runAsync} must be called, once. Used by one thread while {@link HoldfastBuilder#handle} runs.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
public final class HandlerSpec<K, V> {
    private final Topic<K, V> topic;
    private final List<CallPlanner> functions = new ArrayList<>();
    private final List<String> emits = new ArrayList<>();
    private final List<HandlerFeature> features = new ArrayList<>();
    private @Nullable String id;
    private @Nullable String group;
    private @Nullable Order order;
    private @Nullable Integer concurrency;
    private @Nullable Duration timeout;
    private @Nullable Guarantee guarantee;

    HandlerSpec(Topic<K, V> topic) {
        this.topic = topic;
    }

    /**
     * Names the handler in settings, states and metrics. Default: {@code <group>/<topic>}.
     *
     * @param id the id, unique in the application
     * @return this
     */
    public HandlerSpec<K, V> id(String id) {
        this.id = Objects.requireNonNull(id, "id");
        return this;
    }

    /**
     * Sets the consumer group. Default: the one named as the application.
     *
     * @param group the group's id
     * @return this
     */
    public HandlerSpec<K, V> group(String group) {
        this.group = Objects.requireNonNull(group, "group");
        return this;
    }

    /**
     * Sets in which order records are handled. Default: {@link Order#KEY}.
     *
     * @param order the order
     * @return this
     */
    public HandlerSpec<K, V> order(Order order) {
        this.order = Objects.requireNonNull(order, "order");
        return this;
    }

    /**
     * Sets how many records are handled at the same time by each consumer, asynchronous ones included. Default: 16.
     *
     * @param concurrency at least 1
     * @return this
     */
    public HandlerSpec<K, V> concurrency(int concurrency) {
        this.concurrency = concurrency;
        return this;
    }

    /**
     * Sets how long one record may take before its thread is interrupted and the attempt has failed. Default: no limit.
     *
     * @param timeout more than nothing
     * @return this
     */
    public HandlerSpec<K, V> timeout(Duration timeout) {
        this.timeout = Objects.requireNonNull(timeout, "timeout");
        return this;
    }

    /**
     * Sets what the handler's group promises about what is written. Handlers of one group that say it must say the same.
     * Default: what others of the group say, else {@link Guarantee#EXACTLY_ONCE}.
     *
     * @param guarantee the guarantee
     * @return this
     */
    public HandlerSpec<K, V> guarantee(Guarantee guarantee) {
        this.guarantee = Objects.requireNonNull(guarantee, "guarantee");
        return this;
    }

    /**
     * Adds topics that the handler writes to.
     *
     * @param topics names of topics
     * @return this
     */
    public HandlerSpec<K, V> emits(String... topics) {
        emits.addAll(List.of(topics));
        return this;
    }

    /**
     * Adds a topic that the handler writes to.
     *
     * @param topic the topic
     * @return this
     */
    public HandlerSpec<K, V> emits(Topic<?, ?> topic) {
        emits.add(topic.name());
        return this;
    }

    /**
     * Adds a feature, as an annotation on a method does.
     *
     * @param feature the feature; asked after those that were added before
     * @return this
     */
    public HandlerSpec<K, V> with(HandlerFeature feature) {
        features.add(Objects.requireNonNull(feature, "feature"));
        return this;
    }

    /**
     * Handles values. A record without a value fails as {@code null-value}.
     *
     * @param handler the function, called by several threads at once
     * @return this
     */
    public HandlerSpec<K, V> run(ValueHandler<V> handler) {
        Objects.requireNonNull(handler, "handler");
        functions.add((context, problems) -> FunctionHandlers.planValue(topic, handler, context, problems));
        return this;
    }

    /**
     * Handles keys, values and headers, tombstones included.
     *
     * @param handler the function, called by several threads at once
     * @return this
     */
    public HandlerSpec<K, V> runMessage(MessageHandler<K, V> handler) {
        Objects.requireNonNull(handler, "handler");
        functions.add((context, problems) -> FunctionHandlers.plan(topic, handler, context, problems));
        return this;
    }

    /**
     * Handles keys, values and headers with a function that answers later and holds no thread until then.
     *
     * @param handler the function, called by several threads at once
     * @return this
     */
    public HandlerSpec<K, V> runAsync(AsyncMessageHandler<K, V> handler) {
        Objects.requireNonNull(handler, "handler");
        functions.add((context, problems) -> FunctionHandlers.planAsync(topic, handler, context, problems));
        return this;
    }

    HandlerDraft draft() {
        return new HandlerDraft(
                HandlerDraft.BUILDER,
                null,
                id,
                group,
                List.of(topic.name()),
                order,
                concurrency,
                timeout,
                guarantee,
                emits,
                features,
                function());
    }

    private CallPlanner function() {
        if (functions.size() == 1) {
            return functions.get(0);
        }
        return (context, problems) -> {
            problems.add(
                    functions.isEmpty()
                            ? "the handler has no function: call run(…), runMessage(…) or runAsync(…)"
                            : "the handler has " + functions.size() + " functions, but can run only one",
                    context.place());
            return Optional.empty();
        };
    }
}
