package dev.holdfast.extension;

import dev.holdfast.spi.DerivedTopic;
import dev.holdfast.spi.HandlerExtension;
import dev.holdfast.spi.HandlerFeature;
import dev.holdfast.spi.HandlerInfo;
import dev.holdfast.spi.HandlerRecord;
import dev.holdfast.spi.PartitionLane;
import dev.holdfast.spi.Timers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.TopicPartition;

/**
 * A feature as a retry plug-in would be one: a gate for each partition, keys that are held behind a failed record, a
 * topic to handle records later from, and one to tell what was done. Its tests decide when something goes on.
 */
final class Holding implements HandlerFeature {
    static final String LATER = ".later";
    static final String AUDIT = ".audit";

    final Map<Integer, CompletableFuture<Void>> gates = new ConcurrentHashMap<>();
    final Map<TopicPartition, PartitionLane> lanes = new ConcurrentHashMap<>();
    final Map<TopicPartition, String> notes = new ConcurrentHashMap<>();
    final Set<String> heldKeys = ConcurrentHashMap.newKeySet();
    final BlockingQueue<HandlerRecord> heads = new LinkedBlockingQueue<>();
    final BlockingQueue<HandlerRecord> followers = new LinkedBlockingQueue<>();
    final BlockingQueue<String> committed = new LinkedBlockingQueue<>();
    final BlockingQueue<TopicPartition> revoked = new LinkedBlockingQueue<>();
    final BlockingQueue<HoldingExtension> running = new LinkedBlockingQueue<>();
    final AtomicInteger closed = new AtomicInteger();

    @Override
    public List<DerivedTopic> topics(HandlerInfo handler) {
        return handler.topics().stream()
                .flatMap(topic -> List.of(
                        new DerivedTopic(topic + LATER, topic, Map.of("retention.ms", "-1"), true),
                        new DerivedTopic(topic + AUDIT, topic, Map.of("cleanup.policy", "compact"), false))
                        .stream())
                .toList();
    }

    @Override
    public boolean readsNotes() {
        return true;
    }

    @Override
    public HandlerExtension open(HandlerInfo handler, Timers timers) {
        HoldingExtension extension = new HoldingExtension(this, timers);
        running.add(extension);
        return extension;
    }

    CompletableFuture<Void> gate(int partition) {
        return gates.computeIfAbsent(partition, any -> CompletableFuture.completedFuture(null));
    }

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
