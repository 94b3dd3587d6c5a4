package dev.holdfast.internal.dispatch;

import dev.holdfast.Order;
import dev.holdfast.internal.definition.HandlerDefinition;
import dev.holdfast.internal.invoke.HandlerInvoker;
import dev.holdfast.internal.offset.CommitMetadata;
import dev.holdfast.internal.offset.Guard;
import dev.holdfast.internal.offset.PartitionIdentity;
import dev.holdfast.spi.HandlerInfo;
import dev.holdfast.spi.Timers;
import dev.holdfast.spi.Verdict;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/** A dispatcher without extensions, whose alarms ring at once, and lanes of it. */
public final class TestDispatcher {
    /** The topic of all lanes. */
    public static final String TOPIC = "t";

    private final Dispatcher dispatcher;
    private final Queue<Throwable> errors = new ConcurrentLinkedQueue<>();
    private final Queue<Finished> finished = new ConcurrentLinkedQueue<>();

    private TestDispatcher(Order order, int concurrency, boolean async, HandlerInvoker invoker) {
        HandlerDefinition definition = new HandlerDefinition(
                new HandlerInfo("h", "g", List.of(TOPIC), order, concurrency),
                "test",
                null,
                Set.of(),
                async,
                invoker,
                List.of(),
                List.of());
        dispatcher = new Dispatcher(
                definition,
                new DispatchTools(
                        new Extensions(List.of()),
                        finished::add,
                        new AtOnce(),
                        Thread::new,
                        errors::add,
                        record -> true,
                        new Quarantine()));
    }

    /** One that calls an invoker. */
    public static TestDispatcher of(Order order, int concurrency, HandlerInvoker invoker) {
        return new TestDispatcher(order, concurrency, false, invoker);
    }

    /** One whose invoker returns null and completes later. */
    static TestDispatcher async(Order order, int concurrency, HandlerInvoker invoker) {
        return new TestDispatcher(order, concurrency, true, invoker);
    }

    /** One whose handler does nothing. */
    public static TestDispatcher idle() {
        return of(Order.KEY, 1, (record, later) -> Verdict.Succeeded.WITHOUT_OUTPUTS);
    }

    /** A lane that begins at an offset. */
    public Lane lane(int partition, long offset) {
        return lane(partition, offset, new BitSet());
    }

    /** A lane that begins at an offset with a map. */
    public Lane lane(int partition, long offset, BitSet beyond) {
        return lane(partition, offset, beyond, Guard.NEW);
    }

    /** A lane that was left in some way. */
    public Lane lane(int partition, long offset, BitSet beyond, Guard guard) {
        CommitMetadata start = new CommitMetadata(
                new PartitionIdentity("abcdefghijklmnopqrstuv", Uuid.ONE_UUID, partition),
                offset,
                1,
                guard,
                beyond,
                ByteBuffer.allocate(0));
        return new Lane(new TopicPartition(TOPIC, partition), dispatcher, start, Instant.EPOCH);
    }

    /** A record. */
    public static ConsumerRecord<byte[], byte[]> record(
            int partition, long offset, byte @Nullable [] key, byte @Nullable [] value) {
        return new ConsumerRecord<>(
                TOPIC,
                partition,
                offset,
                0L,
                TimestampType.CREATE_TIME,
                key == null ? -1 : key.length,
                value == null ? -1 : value.length,
                key,
                value,
                new RecordHeaders(),
                Optional.empty());
    }

    /** The dispatcher. */
    public Dispatcher dispatcher() {
        return dispatcher;
    }

    /** What would have been written. */
    public Queue<Finished> finished() {
        return finished;
    }

    /** What broke workers. */
    public Queue<Throwable> errors() {
        return errors;
    }

    private static final class AtOnce implements Timers {
        @Override
        public Instant now() {
            return Instant.EPOCH;
        }

        @Override
        public Alarm at(Instant due, Runnable action) {
            action.run();
            return () -> {};
        }
    }
}
