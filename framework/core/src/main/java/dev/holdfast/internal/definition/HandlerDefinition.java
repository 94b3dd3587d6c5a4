package dev.holdfast.internal.definition;

import dev.holdfast.Order;
import dev.holdfast.internal.invoke.HandlerInvoker;
import dev.holdfast.spi.DerivedTopic;
import dev.holdfast.spi.HandlerFeature;
import dev.holdfast.spi.HandlerInfo;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One handler, ready to run.
 *
 * @param info id, group, topics, order, concurrency
 * @param place where it is defined, for people: {@code BillingHandlers.issueInvoice}
 * @param timeout how long an attempt may take, or null
 * @param emits the topics that it may write to
 * @param async whether calls may return before they are complete
 * @param invoker calls it
 * @param features what was added to it
 * @param derivedTopics the topics that its features need
 */
public record HandlerDefinition(
        HandlerInfo info,
        String place,
        @Nullable Duration timeout,
        Set<String> emits,
        boolean async,
        HandlerInvoker invoker,
        List<HandlerFeature> features,
        List<DerivedTopic> derivedTopics) {
    /** Copies the collections. */
    public HandlerDefinition {
        emits = Set.copyOf(emits);
        features = List.copyOf(features);
        derivedTopics = List.copyOf(derivedTopics);
    }

    /**
     * In which order the records of a topic are handled.
     *
     * @param topic one of the handler's topics, or a topic derived from them
     * @return the handler's order; none in derived topics if it ends there
     */
    public Order orderIn(String topic) {
        boolean ends = info.order() == Order.KEY_UNTIL_RETRY && !info.topics().contains(topic);
        return ends ? Order.NONE : info.order();
    }
}
