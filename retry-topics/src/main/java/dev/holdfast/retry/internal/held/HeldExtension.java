package dev.holdfast.retry.internal.held;

import dev.holdfast.Delivery;
import dev.holdfast.Order;
import dev.holdfast.retry.internal.FailureReader;
import dev.holdfast.retry.internal.OwnTopics;
import dev.holdfast.retry.internal.RetryPolicy;
import dev.holdfast.retry.internal.Totals;
import dev.holdfast.spi.Admission;
import dev.holdfast.spi.Disposition;
import dev.holdfast.spi.ExtensionTools;
import dev.holdfast.spi.HandlerExtension;
import dev.holdfast.spi.HandlerInfo;
import dev.holdfast.spi.HandlerRecord;
import dev.holdfast.spi.PartitionLane;
import dev.holdfast.spi.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Holds keys at work in one consumer, in front of the extension for retry topics and dead letters, which gets whatever is
 * not for held keys to decide. Under an order that does not hold keys it works off what was held before. Thread-safe.
 */
public final class HeldExtension implements HandlerExtension {
    private static final Disposition.Done NOTHING_MORE = new Disposition.Done(List.of(), offsets -> {}, "");

    private final HandlerInfo handler;
    private final OwnTopics own;
    private final Waits waits;
    private final boolean holds;
    private final boolean takesCommands;
    private final long mostBytes;
    private final ExtensionTools tools;
    private final HandlerExtension others;
    private final HeldReader reader;
    private final Totals totals;
    private final HeldMemory memory = HeldMemory.ofThisJvm();
    private final Map<PartitionLane, HeldLane> lanes = new ConcurrentHashMap<>();
    private final Map<PartitionLane, CompletableFuture<HeldRecords>> restoring = new ConcurrentHashMap<>();

    /**
     * Starts.
     *
     * @param handler the handler
     * @param policy when its failed records are tried again
     * @param tools what it may use
     * @param others decides what held keys don't; closed with this one
     * @param totals counts what becomes of failed records, for both
     */
    public HeldExtension(
            HandlerInfo handler, RetryPolicy policy, ExtensionTools tools, HandlerExtension others, Totals totals) {
        this.handler = handler;
        this.own = new OwnTopics(handler);
        this.waits = new Waits(policy);
        this.holds = OwnTopics.holdsKeys(handler, policy);
        this.takesCommands = holds && policy.holds();
        this.mostBytes = policy.heldBytes();
        this.tools = tools;
        this.totals = totals;
        this.others = others;
        this.reader = new HeldReader(tools);
    }

    @Override
    public CompletionStage<Void> onAssigned(PartitionLane lane) {
        TopicPartition source = lane.partition();
        if (!handler.topics().contains(source.topic())) {
            return others.onAssigned(lane);
        }
        HeldNote note = HeldNote.read(lane.committedNote());
        if (!holds && !note.held()) {
            return others.onAssigned(lane);
        }
        if (handler.order() == Order.PARTITION) {
            return CompletableFuture.failedStage(new CorruptEntryException("records of " + source
                    + " are held under the order KEY, which the order PARTITION can't work off: set KEY or KEY_UNTIL_RETRY"
                    + " until none are"));
        }
        return restore(lane, note).thenCompose(restored -> others.onAssigned(lane));
    }

    private CompletionStage<Void> restore(PartitionLane lane, HeldNote note) {
        TopicPartition source = lane.partition();
        TopicPartition held = new TopicPartition(own.held(source.topic()), source.partition());
        EntryFormat format = new EntryFormat(new Source(source.topic(), lane.topicId(), source.partition()));
        Instant began = tools.timers().now();
        CompletableFuture<HeldRecords> restored = reader.restore(held, source.topic(), note.restoreFrom(), format);
        restoring.put(lane, restored);
        return restored.thenAccept(records -> {
            HeldLane begun = newLane(lane, held, format, records, note);
            begin(lane, begun, began);
            if (takesCommands && lane.isOpen()) {
                reader.readCommands(commands(source), begun.commandsFrom(), new CommandsOf(begun, format));
            }
        });
    }

    private HeldLane newLane(
            PartitionLane lane, TopicPartition held, EntryFormat format, HeldRecords records, HeldNote note) {
        Taking taking = new Taking();
        HeldLane made = new HeldLane(
                lane,
                new HeldWrites(held, format),
                waits,
                tools.timers(),
                (places, offsets) -> reader.read(held, format, places, offsets, taking),
                mostBytes,
                records,
                note,
                memory,
                totals);
        taking.lane = made;
        return made;
    }

    private void begin(PartitionLane lane, HeldLane begun, Instant since) {
        restoring.remove(lane);
        lanes.put(lane, begun);
        if (lane.isOpen()) {
            begun.begin(Duration.between(since, tools.timers().now()));
        } else {
            onRevoked(lane);
        }
    }

    private TopicPartition commands(TopicPartition source) {
        return new TopicPartition(OwnTopics.commands(source.topic(), handler.group()), source.partition());
    }

    /** Gives commands to a lane. */
    private record CommandsOf(HeldLane lane, EntryFormat format) implements CommandReading.Taker {
        @Override
        public void command(ConsumerRecord<byte[], byte[]> record) {
            lane.command(record.offset(), format.commandOrNull(record));
        }

        @Override
        public void failed(RuntimeException cause) {
            lane.failed(cause);
        }
    }

    /** Gives payloads to a lane that is made after it. */
    private static final class Taking implements PayloadReading.Taker {
        private volatile @Nullable HeldLane lane;

        @Override
        public void read(ConsumerRecord<byte[], byte[]> record) {
            HeldLane to = lane;
            if (to != null) {
                to.read(record);
            }
        }

        @Override
        public void failed(RuntimeException cause) {
            HeldLane to = lane;
            if (to != null) {
                to.failed(cause);
            }
        }
    }

    @Override
    public void onRevoked(PartitionLane lane) {
        CompletableFuture<HeldRecords> unfinished = restoring.remove(lane);
        if (unfinished != null) {
            unfinished.cancel(false);
        }
        HeldLane ended = lanes.remove(lane);
        if (ended != null) {
            ended.close();
        }
        if (unfinished != null || ended != null) {
            TopicPartition source = lane.partition();
            reader.forget(new TopicPartition(own.held(source.topic()), source.partition()));
            reader.forget(commands(source));
        }
        others.onRevoked(lane);
    }

    @Override
    public @Nullable Delivery deliveryOf(ConsumerRecord<byte[], byte[]> record) {
        return others.deliveryOf(record);
    }

    @Override
    public Admission admit(HandlerRecord record) {
        HeldLane lane = lanes.get(record.lane());
        return lane == null ? others.admit(record) : lane.admit(record, handler.order() != Order.NONE);
    }

    @Override
    public Disposition route(HandlerRecord record, Verdict verdict) {
        HeldLane lane = lanes.get(record.lane());
        if (lane == null) {
            return others.route(record, verdict);
        }
        if (!(verdict instanceof Verdict.Failed failed)) {
            return lane.isFirst(record) ? lane.resolve(record, NOTHING_MORE) : others.route(record, verdict);
        }
        Disposition held = lane.routeFailed(record, failed, HeldExtension::schedule, holds);
        if (held != null) {
            return held;
        }
        Disposition other = others.route(record, verdict);
        return other instanceof Disposition.Done done && lane.isFirst(record) ? lane.resolve(record, done) : other;
    }

    private static Schedule schedule(Delivery delivery, Verdict.Failed failed, Instant now, Duration after) {
        return new Schedule(
                delivery.attempt(),
                delivery.firstFailedAt().orElse(now),
                now,
                now.plus(after),
                FailureReader.toBeTriedAgain(failed),
                false);
    }

    @Override
    public Map<String, Long> figures(PartitionLane lane) {
        HeldLane of = lanes.get(lane);
        return of == null ? others.figures(lane) : of.figures();
    }

    @Override
    public Map<String, Long> totals() {
        return totals.byName();
    }

    @Override
    public void close() {
        reader.close();
        others.close();
    }
}
