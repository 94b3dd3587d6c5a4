package dev.holdfast.spi;

import dev.holdfast.Order;
import java.util.List;

/**
 * What a feature may know of the handler that it is added to.
 *
 * @param id the handler's id
 * @param group its consumer group
 * @param topics the topics that it handles, without derived ones
 * @param order its order
 * @param concurrency how many records each consumer handles at a time
 */
public record HandlerInfo(String id, String group, List<String> topics, Order order, int concurrency) {
    /** Copies the topics. */
    public HandlerInfo {
        topics = List.copyOf(topics);
    }
}
