package dev.holdfast.testkit;

import dev.holdfast.Delivery;
import dev.holdfast.spi.Disposition;
import dev.holdfast.spi.HandlerRecord;
import dev.holdfast.spi.PartitionLane;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A record as an invoker sees it. There is no engine around it, so nothing can be asked of its lane. */
record DeliveredRecord(ConsumerRecord<byte[], byte[]> record, int attempt) implements HandlerRecord {
    @Override
    public Delivery delivery() {
        Instant timestamp = Instant.ofEpochMilli(record.timestamp());
        return new Delivery(
                record.topic(),
                record.partition(),
                record.offset(),
                timestamp,
                record.headers(),
                attempt,
                attempt == 1 ? Optional.empty() : Optional.of(timestamp));
    }

    @Override
    public PartitionLane lane() {
        throw noEngine();
    }

    @Override
    public void resume() {
        throw noEngine();
    }

    @Override
    public void settle(Disposition disposition) {
        throw noEngine();
    }

    private static UnsupportedOperationException noEngine() {
        return new UnsupportedOperationException("a HandlerTest has no partitions");
    }
}
