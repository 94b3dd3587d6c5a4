package dev.holdfast.testkit;

import dev.holdfast.CodecException;
import dev.holdfast.Topic;
import dev.holdfast.TypeRef;
import dev.holdfast.codec.CodecFactory.Part;
import dev.holdfast.internal.invoke.CodecRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a topic from its beginning, and on, as a reader of committed records sees it. A thread of its own reads; all
 * methods may be called by any thread. It belongs to no group and commits nothing.
 *
 * <p>Keys and values are decoded to the types of the topic; they are null where the record has none.
 */
public final class TopicProbe implements AutoCloseable {
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final int SHOWN = 20;

    private final Topic<?, ?> topic;
    private final CodecRegistry codecs;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Thread thread;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<ConsumerRecord<Object, Object>> seen = new ArrayList<>();
    private @Nullable RuntimeException failure;
    private volatile boolean closed;

    TopicProbe(String bootstrapServers, Topic<?, ?> topic, CodecRegistry codecs) {
        this.topic = topic;
        this.codecs = codecs;
        this.consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers", bootstrapServers,
                        "isolation.level", "read_committed",
                        "auto.offset.reset", "none",
                        "allow.auto.create.topics", "false"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        this.thread = new Thread(this::read, "probe-" + topic);
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * What was read so far.
     *
     * @return a copy, in the order of reading: that of the topic within each partition
     */
    public List<ConsumerRecord<Object, Object>> records() {
        lock.lock();
        try {
            return List.copyOf(seen);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for a number of records.
     *
     * @param records how many at least
     * @param atMost how long to wait
     * @return all that was read
     * @throws AssertionError if that was not long enough, or a record can't be decoded; it shows what was read
     */
    public List<ConsumerRecord<Object, Object>> await(int records, Duration atMost) {
        return await(records + " records", all -> all.size() >= records, atMost);
    }

    /**
     * Waits until what was read is as it should be.
     *
     * @param expected what is waited for, in words
     * @param condition looks at all that was read, at each record that comes
     * @param atMost how long to wait
     * @return all that was read
     * @throws AssertionError if that was not long enough, or a record can't be decoded; it shows what was read
     */
    public List<ConsumerRecord<Object, Object>> await(
            String expected, Predicate<List<ConsumerRecord<Object, Object>>> condition, Duration atMost) {
        lock.lock();
        try {
            long left = atMost.toNanos();
            while (!condition.test(List.copyOf(seen))) {
                if (failure != null) {
                    throw new AssertionError("'" + topic + "' can't be read" + shown(), failure);
                }
                if (left <= 0) {
                    throw new AssertionError("expected " + expected + " in '" + topic + "' within " + atMost + shown());
                }
                left = changed.awaitNanos(left);
            }
            return List.copyOf(seen);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for " + expected + shown(), e);
        } finally {
            lock.unlock();
        }
    }

    /** Stops reading. What was read stays. */
    @Override
    public void close() {
        closed = true;
        consumer.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void read() {
        try (consumer) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic.name()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (!closed) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    add(decode(record));
                }
            }
        } catch (WakeupException e) {
            if (!closed) {
                failed(e);
            }
        } catch (RuntimeException e) {
            failed(e);
        }
    }

    private void add(ConsumerRecord<Object, Object> record) {
        lock.lock();
        try {
            seen.add(record);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void failed(RuntimeException e) {
        lock.lock();
        try {
            failure = e;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private ConsumerRecord<Object, Object> decode(ConsumerRecord<byte[], byte[]> record) {
        return new ConsumerRecord<>(
                record.topic(),
                record.partition(),
                record.offset(),
                record.timestamp(),
                record.timestampType(),
                record.serializedKeySize(),
                record.serializedValueSize(),
                decode(record, topic.keyType(), Part.KEY, record.key()),
                decode(record, topic.valueType(), Part.VALUE, record.value()),
                record.headers(),
                record.leaderEpoch());
    }

    private @Nullable Object decode(
            ConsumerRecord<byte[], byte[]> record, TypeRef<?> type, Part part, byte @Nullable [] bytes) {
        if (bytes == null) {
            return null;
        }
        return codecs.codec(type.type(), part)
                .orElseThrow(() -> new CodecException("there is no codec for " + type, null))
                .decode(topic.name(), record.headers(), bytes);
    }

    private String shown() {
        StringBuilder text = new StringBuilder(", but there are " + seen.size());
        for (ConsumerRecord<Object, Object> record : seen.subList(0, Math.min(SHOWN, seen.size()))) {
            text.append("\n  ")
                    .append(record.partition())
                    .append('-')
                    .append(record.offset())
                    .append(": ")
                    .append(record.key())
                    .append(" = ")
                    .append(record.value());
        }
        return text.append(seen.size() > SHOWN ? "\n  …" : "").toString();
    }
}
