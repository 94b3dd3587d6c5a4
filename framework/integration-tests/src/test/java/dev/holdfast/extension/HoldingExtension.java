package dev.holdfast.extension;

import dev.holdfast.Delivery;
import dev.holdfast.spi.Admission;
import dev.holdfast.spi.Disposition;
import dev.holdfast.spi.HandlerExtension;
import dev.holdfast.spi.HandlerRecord;
import dev.holdfast.spi.PartitionLane;
import dev.holdfast.spi.Timers;
import dev.holdfast.spi.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** {@link Holding} at work in one consumer. */
final class HoldingExtension implements HandlerExtension {
    private static final String ORIGIN = "origin-offset";

    private final Holding feature;
    private final Timers timers;

    HoldingExtension(Holding feature, Timers timers) {
        this.feature = feature;
        this.timers = timers;
    }

    @Override
    public CompletionStage<Void> onAssigned(PartitionLane lane) {
        feature.lanes.put(lane.partition(), lane);
        feature.notes.put(lane.partition(), Holding.text(lane.committedNote()));
        return feature.gate(lane.partition().partition());
    }

    @Override
    public void onRevoked(PartitionLane lane) {
        feature.lanes.remove(lane.partition());
        feature.revoked.add(lane.partition());
    }

    @Override
    public @Nullable Delivery deliveryOf(ConsumerRecord<byte[], byte[]> record) {
        if (!record.topic().endsWith(Holding.LATER)) {
            return null;
        }
        return new Delivery(
                record.topic().replace(Holding.LATER, ""),
                record.partition(),
                Long.parseLong(Holding.text(record.headers().lastHeader(ORIGIN).value())),
                Instant.ofEpochMilli(record.timestamp()),
                record.headers(),
                2,
                Optional.of(Instant.ofEpochMilli(record.timestamp())));
    }

    @Override
    public Admission admit(HandlerRecord record) {
        if (!feature.heldKeys.contains(Holding.text(record.record().key()))) {
            return Admission.run();
        }
        feature.followers.add(record);
        return Admission.hold();
    }

    @Override
    public Disposition route(HandlerRecord record, Verdict verdict) {
        String id = record.delivery().id();
        if (verdict instanceof Verdict.Failed failed) {
            return failed.message().contains("later") ? later(record) : hold(record, id);
        }
        if (record.delivery().attempt() > 1) {
            return Disposition.done(List.of(audit(record, "resolved")), () -> feature.committed.add(id));
        }
        return Disposition.unchanged();
    }

    private static Disposition later(HandlerRecord record) {
        ConsumerRecord<byte[], byte[]> source = record.record();
        ProducerRecord<byte[], byte[]> copy =
                new ProducerRecord<>(source.topic() + Holding.LATER, source.partition(), source.key(), source.value());
        copy.headers().add(ORIGIN, Holding.bytes(Long.toString(source.offset())));
        return Disposition.done(List.of(copy));
    }

    private Disposition hold(HandlerRecord record, String id) {
        feature.heldKeys.add(Holding.text(record.record().key()));
        feature.heads.add(record);
        return Disposition.done(List.of(audit(record, "held")), () -> feature.committed.add(id));
    }

    /** Handles a held record again, after a moment. */
    void again(HandlerRecord head) {
        Delivery first = head.delivery();
        Instant due = timers.now().plus(Duration.ofMillis(20));
        timers.at(due, () -> head.lane()
                .submit(
                        head.record(),
                        new Delivery(
                                first.topic(),
                                first.partition(),
                                first.offset(),
                                first.timestamp(),
                                first.headers(),
                                first.attempt() + 1,
                                Optional.of(due))));
    }

    private static ProducerRecord<byte[], byte[]> audit(HandlerRecord record, String what) {
        Delivery delivery = record.delivery();
        return new ProducerRecord<>(
                delivery.topic() + Holding.AUDIT,
                delivery.partition(),
                Holding.bytes(delivery.id()),
                Holding.bytes(what + " in attempt " + delivery.attempt()));
    }

    @Override
    public void close() {
        feature.closed.incrementAndGet();
    }
}
