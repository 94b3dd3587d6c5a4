package dev.holdfast.internal.poll;

import dev.holdfast.StartPosition;
import dev.holdfast.internal.commit.Committer;
import dev.holdfast.internal.commit.OffsetCommits;
import dev.holdfast.internal.dispatch.Dispatcher;
import dev.holdfast.spi.Timers;
import java.util.List;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;

/**
 * What a poll loop is made of.
 *
 * @param name names its thread
 * @param newConsumer makes a consumer of the group that has not subscribed yet
 * @param newCommitter makes the committer, given what carries out its commits
 * @param dispatchers who handles which topic; thread-safe, and topics may be added while the loop turns
 * @param lookup asks the cluster for topics
 * @param startFrom where to begin without a commit
 * @param timers tells the time
 * @param exactlyOnce whether what its handlers write is committed with the offsets
 */
public record ConsumerPlan(
        String name,
        Supplier<Consumer<byte[], byte[]>> newConsumer,
        Function<OffsetCommits, Committer> newCommitter,
        ConcurrentMap<String, Dispatcher> dispatchers,
        TopicLookup lookup,
        StartPosition startFrom,
        Timers timers,
        boolean exactlyOnce) {
    /** Whether a topic is read beside those that its handler names. */
    boolean isDerived(String topic) {
        Dispatcher dispatcher = dispatchers.get(topic);
        return dispatcher != null && dispatcher.isDerived(topic);
    }

    List<Dispatcher> distinctDispatchers() {
        return dispatchers.values().stream().distinct().toList();
    }
}
