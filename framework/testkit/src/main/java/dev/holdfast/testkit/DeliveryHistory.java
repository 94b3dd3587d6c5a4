package dev.holdfast.testkit;

import dev.holdfast.Delivery;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * What happened to the records of a run: published, handled, emitted. {@link DeliveryGuarantee}s are checked against
 * it. Thread-safe; handlers of several application instances write to the same history.
 *
 * <p>A record is known by its {@link Delivery#id() id}. The order in which {@link #began} and {@link Handling#settled}
 * are called is the order of the history, so call them first and last in the handler.
 */
public final class DeliveryHistory {
    /**
     * The header of an emitted record that says which record it was emitted for: {@link Delivery#id()} as text. The
     * handlers of a run set it.
     */
    public static final String SOURCE = "holdfast-test-source";

    /** What the names of headers begin with that tell of a failure. */
    private static final String OURS = "holdfast-";

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<String, Published> published = new LinkedHashMap<>();
    private final List<Handling> handlings = new ArrayList<>();
    private final List<Emitted> emitted = new ArrayList<>();
    private final List<DeadLettered> deadLettered = new ArrayList<>();
    private final Set<String> settledIds = new HashSet<>();
    private final Map<String, Integer> interruptions = new HashMap<>();
    private long events;

    /** Creates an empty history. */
    public DeliveryHistory() {}

    /**
     * Records that a record is in its topic.
     *
     * @param record what was sent
     * @param metadata where it is
     */
    public void published(ProducerRecord<byte[], byte[]> record, RecordMetadata metadata) {
        String id = id(metadata.topic(), metadata.partition(), metadata.offset());
        RecordContent content =
                RecordContent.of(record.key(), record.value(), record.headers().toArray());
        locked(() -> published.put(
                id, new Published(id, metadata.topic(), metadata.partition(), metadata.offset(), content)));
    }

    /**
     * Records that a handler begins with a record. To be called first in the handler.
     *
     * @param owner the application instance, such as "app-1"
     * @param delivery the record's origin and attempt
     * @param key the key that the handler was given
     * @param value the value that it was given
     * @return to be told how it ends
     */
    public Handling began(String owner, Delivery delivery, byte @Nullable [] key, byte @Nullable [] value) {
        RecordContent content = RecordContent.of(key, value, delivery.headers().toArray());
        lock.lock();
        try {
            String ownership = owner + "#" + interruptions.getOrDefault(owner, 0);
            Handling handling = new Handling(this, ownership, delivery.id(), delivery.attempt(), content, ++events);
            handlings.add(handling);
            changed.signalAll();
            return handling;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Records that an instance lost its place in the group without being able to commit: it was fenced, or frozen, or
     * its broker was gone. What it handled since its last commit may be handled again, also by itself.
     *
     * @param owner the application instance
     */
    public void interrupted(String owner) {
        locked(() -> interruptions.merge(owner, 1, Integer::sum));
    }

    /**
     * Records a record that was read from a topic that the handlers emit to.
     *
     * @param output the record; its header {@link #SOURCE} says for which record it was emitted
     * @throws IllegalArgumentException if it has no such header
     */
    public void emitted(ConsumerRecord<?, ?> output) {
        Header source = output.headers().lastHeader(SOURCE);
        if (source == null) {
            throw new IllegalArgumentException(
                    id(output.topic(), output.partition(), output.offset()) + " has no header " + SOURCE);
        }
        String id = new String(source.value(), StandardCharsets.UTF_8);
        locked(() -> emitted.add(new Emitted(id, id(output.topic(), output.partition(), output.offset()))));
    }

    /**
     * Records a record that was read from a dead-letter topic.
     *
     * @param letter the record; its headers {@code holdfast-origin-…} say which record it is
     */
    public void deadLettered(ConsumerRecord<?, ?> letter) {
        String id = text(letter, "origin-topic") + "-" + text(letter, "origin-partition") + "-"
                + text(letter, "origin-offset");
        Header[] original = Arrays.stream(letter.headers().toArray())
                .filter(header -> !header.key().startsWith(OURS))
                .toArray(Header[]::new);
        RecordContent content = RecordContent.of(bytes(letter.key()), bytes(letter.value()), original);
        String at = id(letter.topic(), letter.partition(), letter.offset());
        locked(() -> deadLettered.add(new DeadLettered(id, at, content)));
    }

    private static byte @Nullable [] bytes(@Nullable Object raw) {
        return raw instanceof byte[] bytes ? bytes : null;
    }

    private static String text(ConsumerRecord<?, ?> letter, String name) {
        Header header = letter.headers().lastHeader(OURS + name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    /**
     * Waits until a number of different records are settled.
     *
     * @param records how many
     * @param atMost how long to wait
     * @throws TimeoutException if that was not long enough; the message says how many there are
     * @throws InterruptedException if the thread is interrupted
     */
    public void awaitSettled(int records, Duration atMost) throws TimeoutException, InterruptedException {
        lock.lock();
        try {
            long left = atMost.toNanos();
            while (settledIds.size() < records) {
                if (left <= 0) {
                    throw new TimeoutException(settledIds.size() + " of " + records + " records settled after " + atMost
                            + " (" + published.size() + " published, " + handlings.size() + " handlings)");
                }
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * What was published, in the order of recording.
     *
     * @return a copy
     */
    public List<Published> published() {
        return copied(() -> List.copyOf(published.values()));
    }

    /**
     * What handlers were called with, in the order in which they began.
     *
     * @return a copy
     */
    public List<Handling> handlings() {
        return copied(() -> List.copyOf(handlings));
    }

    /**
     * What was emitted, in the order of recording.
     *
     * @return a copy
     */
    public List<Emitted> emitted() {
        return copied(() -> List.copyOf(emitted));
    }

    /**
     * What was given up, in the order of recording.
     *
     * @return a copy
     */
    public List<DeadLettered> deadLettered() {
        return copied(() -> List.copyOf(deadLettered));
    }

    /**
     * How many different records are settled.
     *
     * @return the number now
     */
    public int settled() {
        return copied(settledIds::size);
    }

    /** Ends a handling; once. */
    void ended(Handling handling, boolean settled) {
        lock.lock();
        try {
            handling.end(++events, settled);
            if (settled) {
                settledIds.add(handling.id());
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void locked(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private <T> T copied(Supplier<T> copy) {
        lock.lock();
        try {
            return copy.get();
        } finally {
            lock.unlock();
        }
    }

    private static String id(String topic, int partition, long offset) {
        return topic + "-" + partition + "-" + offset;
    }

    /**
     * A record in its topic.
     *
     * @param id topic, partition and offset as in {@link Delivery#id()}
     * @param topic the topic
     * @param partition the partition
     * @param offset the offset
     * @param content key, value and headers
     */
    public record Published(String id, String topic, int partition, long offset, RecordContent content) {}

    /**
     * A record that a handler emitted.
     *
     * @param source the id of the record that it was emitted for
     * @param at where it is: topic, partition and offset
     */
    public record Emitted(String source, String at) {}

    /**
     * A record that was given up.
     *
     * @param id the id of the record
     * @param at where its dead letter is: topic, partition and offset
     * @param content its dead letter's key, value and headers, without those that tell of the failure
     */
    public record DeadLettered(String id, String at, RecordContent content) {}
}
