package dev.holdfast.internal.definition;

import dev.holdfast.Guarantee;
import dev.holdfast.Order;
import dev.holdfast.spi.HandlerFeature;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One handler as its annotations or the builder describe it, before settings and defaults. Null is "not said".
 *
 * @param origin who describes it: {@code annotation} or {@code builder}
 * @param name {@code BillingHandlers.issueInvoice}; null for a function, which is named by its id
 * @param id its id
 * @param group its group
 * @param topics what it handles
 * @param order its order
 * @param concurrency how many records at a time
 * @param timeout the limit of an attempt
 * @param guarantee what its group shall promise
 * @param emits the topics that it writes to, in their order
 * @param features what was added to it
 * @param call plans its call
 */
public record HandlerDraft(
        String origin,
        @Nullable String name,
        @Nullable String id,
        @Nullable String group,
        List<String> topics,
        @Nullable Order order,
        @Nullable Integer concurrency,
        @Nullable Duration timeout,
        @Nullable Guarantee guarantee,
        List<String> emits,
        List<HandlerFeature> features,
        CallPlanner call) {
    /** The origin of what annotations say. */
    public static final String ANNOTATION = "annotation";

    /** The origin of what the builder was told. */
    public static final String BUILDER = "builder";

    /** Copies the lists. */
    public HandlerDraft {
        topics = List.copyOf(topics);
        emits = List.copyOf(emits);
        features = List.copyOf(features);
    }
}
