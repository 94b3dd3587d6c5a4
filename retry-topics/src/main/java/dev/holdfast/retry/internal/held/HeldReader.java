package dev.holdfast.retry.internal.held;

import dev.holdfast.spi.ExtensionTools;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads held partitions on a thread of its own: all of it when a partition is taken over, single payloads later. It begins
 * with the first thing to read. What fails because the cluster does not answer is tried again; what fails otherwise, for
 * want of memory for example, is told to whoever waits for it.
 *
 * <p>A restore reads up to the end as readers of uncommitted records see it, and as a reader of committed ones: so it waits
 * for whatever the last owner has under way. A commit that can be seen does not mean that the rest of its transaction can.
 */
final class HeldReader implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HeldReader.class);
    private static final TopicPartition NOTHING = new TopicPartition("", 0);
    private static final Duration POLL = Duration.ofMillis(20);
    private static final Duration ATMOST = Duration.ofSeconds(5);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMillis(500);

    /** What is nearer than this is read on to; what is farther is looked for. */
    private static final int NEAR = 2_000;

    private final ExtensionTools tools;
    private final BlockingQueue<Request> requests = new LinkedBlockingQueue<>();
    private final Map<TopicPartition, HeldReading> readings = new HashMap<>();
    private final Map<TopicPartition, Long> positions = new HashMap<>();
    private @Nullable Thread thread;
    private @Nullable Consumer<byte[], byte[]> consumer;
    private volatile boolean closed;

    /**
     * Something to do on the reader's thread.
     *
     * @param action what
     * @param failed is told if that failed
     */
    private record Request(Runnable action, java.util.function.Consumer<RuntimeException> failed) {
        void run() {
            try {
                action.run();
            } catch (Throwable e) {
                LOG.error("held records can't be read", e);
                failed.accept(broken(e));
            }
        }
    }

    HeldReader(ExtensionTools tools) {
        this.tools = tools;
    }

    /**
     * Reads what is held.
     *
     * @param held the held partition
     * @param source the topic that it belongs to
     * @param from where to begin
     * @param format reads entries
     * @return completes on the reader's thread
     */
    CompletableFuture<HeldRecords> restore(TopicPartition held, String source, long from, EntryFormat format) {
        CompletableFuture<HeldRecords> done = new CompletableFuture<>();
        request(new Request(() -> beginRestore(held, source, from, format, done), done::completeExceptionally));
        return done;
    }

    /** Reads payloads; places and offsets belong to each other. */
    void read(TopicPartition held, EntryFormat format, long[] places, long[] offsets, PayloadReading.Taker taker) {
        request(new Request(() -> want(held, format, places, offsets, taker), taker::failed));
    }

    private void want(
            TopicPartition held, EntryFormat format, long[] places, long[] offsets, PayloadReading.Taker taker) {
        PayloadReading reading =
                readings.get(held) instanceof PayloadReading running ? running : new PayloadReading(format, taker);
        for (int i = 0; i < places.length; i++) {
            reading.want(places[i], offsets[i]);
        }
        readings.put(held, reading);
    }

    /** Reads commands from an offset on, until they are forgotten. */
    void readCommands(TopicPartition commands, long from, CommandReading.Taker taker) {
        request(new Request(() -> beginCommands(commands, from, taker), taker::failed));
    }

    private void beginCommands(TopicPartition commands, long from, CommandReading.Taker taker) {
        try (Consumer<byte[], byte[]> any = tools.newReader(IsolationLevel.READ_UNCOMMITTED)) {
            Long first = any.beginningOffsets(List.of(commands), ATMOST).get(commands);
            readings.put(commands, new CommandReading(Math.max(from, first == null ? 0 : first), taker));
        } catch (RetriableException e) {
            LOG.warn("commands in {} can't be read yet: {}", commands, e.toString());
            requests.add(new Request(() -> beginCommands(commands, from, taker), taker::failed));
            pause();
        } catch (KafkaException e) {
            taker.failed(e);
        }
    }

    /** Reads nothing more of a partition. */
    void forget(TopicPartition held) {
        request(new Request(() -> readings.remove(held), failure -> {}));
    }

    private synchronized void request(Request request) {
        requests.add(request);
        if (thread == null && !closed) {
            Thread started = new Thread(this::run, tools.name() + "-held");
            thread = started;
            started.start();
        }
    }

    private void beginRestore(
            TopicPartition held, String source, long from, EntryFormat format, CompletableFuture<HeldRecords> done) {
        if (done.isDone()) {
            return;
        }
        try {
            long end = end(held, source);
            RestoreReading reading = new RestoreReading(format, Math.min(from, end), end, done);
            if (reading.next() >= 0) {
                readings.put(held, reading);
            }
        } catch (RetriableException e) {
            LOG.warn("the end of {} can't be found yet: {}", held, e.toString());
            requests.add(
                    new Request(() -> beginRestore(held, source, from, format, done), done::completeExceptionally));
            pause();
        } catch (KafkaException | CorruptEntryException e) {
            done.completeExceptionally(e);
        }
    }

    private long end(TopicPartition held, String source) {
        try (Consumer<byte[], byte[]> uncommitted = tools.newReader(IsolationLevel.READ_UNCOMMITTED)) {
            int partitions = uncommitted.partitionsFor(held.topic(), ATMOST).size();
            int needed = uncommitted.partitionsFor(source, ATMOST).size();
            if (partitions == 0 || needed == 0) {
                throw new UnknownTopicOrPartitionException("the partitions of " + held.topic() + " are not known yet");
            }
            if (partitions != needed) {
                throw new CorruptEntryException("the held topic " + held.topic() + " has " + partitions
                        + " partitions, but its source has " + needed);
            }
            Long end = uncommitted.endOffsets(List.of(held), ATMOST).get(held);
            return end == null ? 0 : end;
        }
    }

    private void run() {
        try {
            while (!closed) {
                Request first = readings.isEmpty() ? requests.poll(1, TimeUnit.SECONDS) : requests.poll();
                if (first != null) {
                    first.run();
                }
                // Not those that they add to try again: a partition that can't be found must not keep others from being
                // read.
                List<Request> others = new ArrayList<>();
                requests.drainTo(others);
                others.forEach(Request::run);
                if (!readings.isEmpty() && !closed) {
                    read();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            if (consumer != null) {
                consumer.close();
            }
        }
    }

    private void read() {
        Consumer<byte[], byte[]> reader = consumer;
        if (reader == null) {
            reader = tools.newReader(IsolationLevel.READ_COMMITTED);
            consumer = reader;
        }
        try {
            readings.values().removeIf(reading -> reading.next() < 0);
            if (readings.isEmpty()) {
                return;
            }
            position(reader);
            take(reader, reader.poll(POLL));
        } catch (RetriableException e) {
            LOG.warn("held records can't be read yet: {}", e.toString());
            pause();
        } catch (Throwable e) {
            // Whoever waits for them must not wait for ever.
            LOG.error("held records can't be read", e);
            failAll(broken(e));
        }
    }

    private void position(Consumer<byte[], byte[]> reader) {
        if (!reader.assignment().equals(readings.keySet())) {
            reader.assign(new HashSet<>(readings.keySet()));
            positions.keySet().retainAll(readings.keySet());
        }
        readings.forEach((partition, reading) -> {
            long next = reading.next();
            long position = positions.getOrDefault(partition, -1L);
            if (position < 0 || position > next || next - position > NEAR) {
                reader.seek(partition, next);
                positions.put(partition, next);
            }
        });
    }

    private void take(Consumer<byte[], byte[]> reader, ConsumerRecords<byte[], byte[]> records) {
        for (TopicPartition partition : List.copyOf(readings.keySet())) {
            HeldReading reading = readings.get(partition);
            if (reading == null) {
                continue;
            }
            try {
                for (ConsumerRecord<byte[], byte[]> entry : records.records(partition)) {
                    reading.entry(entry);
                }
                long position = reader.position(partition, ATMOST);
                positions.put(partition, position);
                reading.readTo(position);
            } catch (CorruptEntryException e) {
                LOG.error("{} can't be read on: {}", partition, e.getMessage());
                readings.remove(partition);
                reading.failed(e);
            }
        }
    }

    private static RuntimeException broken(Throwable e) {
        return e instanceof RuntimeException known ? known : new IllegalStateException(e.toString(), e);
    }

    private void failAll(RuntimeException cause) {
        // What a poll returned may not have been taken, so the consumer can be ahead of what is noted here.
        positions.clear();
        List<HeldReading> failed = List.copyOf(readings.values());
        readings.clear();
        failed.forEach(reading -> reading.failed(cause));
    }

    /** Takes nothing from the queue: what was asked for must stay in its order. */
    private void pause() {
        LockSupport.parkNanos(this, PAUSE_AFTER_FAILURE.toNanos());
    }

    /** Ends the thread after what it does at the moment. */
    @Override
    public void close() {
        closed = true;
        forget(NOTHING);
    }
}
