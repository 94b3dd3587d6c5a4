package dev.holdfast.retry.internal;

import dev.holdfast.Delivery;
import dev.holdfast.retry.internal.OwnTopics.Found;
import dev.holdfast.spi.Admission;
import dev.holdfast.spi.Disposition;
import dev.holdfast.spi.HandlerExtension;
import dev.holdfast.spi.HandlerInfo;
import dev.holdfast.spi.HandlerRecord;
import dev.holdfast.spi.PartitionLane;
import dev.holdfast.spi.Timers;
import dev.holdfast.spi.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Retry topics and dead letters at work in one consumer. Thread-safe. */
public final class RetryExtension implements HandlerExtension {
    private final RetryPolicy policy;
    private final OwnTopics own;
    private final Router router;
    private final Timers timers;
    private final Duration longestWait;
    private final Totals totals;
    private final Map<PartitionLane, WaitingRoom> rooms = new ConcurrentHashMap<>();

    /**
     * Starts.
     *
     * @param handler the handler
     * @param policy when its failed records are tried again
     * @param timers tells the time
     */
    public RetryExtension(HandlerInfo handler, RetryPolicy policy, Timers timers) {
        this(handler, policy, policy, timers, new Totals(policy.delays().size()));
    }

    /**
     * Starts.
     *
     * @param handler the handler
     * @param policy when records in its retry topics are due
     * @param routed when records that fail from now on are tried again
     * @param timers tells the time
     * @param totals counts what becomes of failed records
     */
    public RetryExtension(HandlerInfo handler, RetryPolicy policy, RetryPolicy routed, Timers timers, Totals totals) {
        this.policy = policy;
        this.own = new OwnTopics(handler);
        this.router = new Router(handler, routed, own, totals);
        this.totals = totals;
        this.longestWait = OwnTopics.longestWait(policy);
        this.timers = timers;
    }

    @Override
    public CompletionStage<Void> onAssigned(PartitionLane lane) {
        Found found = own.find(lane.partition().topic());
        if (found != null) {
            rooms.put(lane, new WaitingRoom(timers, found.tier(), totals, this::writeAgain));
        }
        return CompletableFuture.completedStage(null);
    }

    @Override
    public void onRevoked(PartitionLane lane) {
        WaitingRoom room = rooms.remove(lane);
        if (room != null) {
            room.close();
        }
    }

    @Override
    public @Nullable Delivery deliveryOf(ConsumerRecord<byte[], byte[]> record) {
        Found found = own.find(record.topic());
        if (found == null) {
            return null;
        }
        try {
            Trail trail = read(record, found);
            Origin origin = trail.origin();
            return new Delivery(
                    origin.topic(),
                    origin.partition(),
                    origin.offset(),
                    origin.timestamp(),
                    FailedRecord.original(record.headers()),
                    attemptsBefore(trail, found) + 1,
                    Optional.of(trail.firstFailedAt()));
        } catch (MalformedHeadersException e) {
            return null; // it is not handled: admit settles it
        }
    }

    /** A redrive begins anew. */
    private static int attemptsBefore(Trail trail, Found found) {
        return found.tier() == 0 ? 0 : trail.attempts();
    }

    private Trail read(ConsumerRecord<byte[], byte[]> record, Found found) {
        Trail trail = TrailReader.read(record.headers());
        String origin = trail.origin().topic();
        if (!origin.equals(found.source()) && !own.isOf(found.source(), origin)) {
            throw new MalformedHeadersException(
                    "the header " + FailureHeaders.ORIGIN_TOPIC + " names a topic that does not belong here");
        }
        return trail;
    }

    @Override
    public Admission admit(HandlerRecord record) {
        ConsumerRecord<byte[], byte[]> read = record.record();
        Found found = own.find(read.topic());
        if (found == null) {
            return Admission.run();
        }
        WaitingRoom room = rooms.get(record.lane());
        Instant now = timers.now();
        try {
            Instant due = due(read, found, now);
            if (room != null) {
                room.saw(read.offset(), due);
            }
            if (found.tier() == 0) {
                totals.redriven();
                return Admission.run();
            }
            if (room == null) {
                return Admission.run();
            }
            if (!now.isBefore(due)) {
                room.begins(due);
                return Admission.run();
            }
            room.enter(record, due);
            return Admission.hold();
        } catch (MalformedHeadersException e) {
            return Admission.settle(router.malformed(record, String.valueOf(e.getMessage()), now));
        }
    }

    /** Never later than a record of ours could be, whatever its headers say. */
    private Instant due(ConsumerRecord<byte[], byte[]> record, Found found, Instant now) {
        Trail trail = read(record, found);
        if (found.tier() == 0) {
            return Instant.EPOCH;
        }
        Instant due = trail.dueAt();
        if (due == null) {
            due = Instant.ofEpochMilli(record.timestamp()).plus(policy.delay(found.tier()));
        }
        Instant latest = now.plus(longestWait);
        return due.isBefore(latest) ? due : latest;
    }

    private void writeAgain(HandlerRecord record) {
        ConsumerRecord<byte[], byte[]> read = record.record();
        Found found = own.find(read.topic());
        if (found != null) {
            Instant due = due(read, found, timers.now());
            Trail trail = read(read, found);
            record.settle(Disposition.done(List.of(FailureWriter.again(read, trail, due))));
        }
    }

    @Override
    public Disposition route(HandlerRecord record, Verdict verdict) {
        WaitingRoom room = rooms.get(record.lane());
        if (!(verdict instanceof Verdict.Failed failed)) {
            if (room != null) {
                room.done(record.record().offset());
            }
            return Disposition.unchanged();
        }
        Found found = own.find(record.record().topic());
        int redrives = found == null ? 0 : read(record.record(), found).redrives();
        Disposition routed = router.route(record, failed, redrives, timers.now());
        if (room != null && routed instanceof Disposition.Done) {
            room.done(record.record().offset());
        }
        return routed;
    }

    @Override
    public Map<String, Long> figures(PartitionLane lane) {
        WaitingRoom room = rooms.get(lane);
        return room == null ? Map.of() : room.figures();
    }

    @Override
    public Map<String, Long> totals() {
        return totals.byName();
    }
}
