package dev.holdfast.testkit;

import dev.holdfast.Delivery;
import dev.holdfast.spi.Disposition;
import dev.holdfast.spi.HandlerRecord;
import dev.holdfast.spi.PartitionLane;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** A record as an invoker and the features of a handler see it. There is no engine around it, so it can't be held. */
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

    /** The time at which it is handled. */
    Instant now() {
        return HandlerTest.NOW;
    }

    @Override
    public PartitionLane lane() {
        return new TestLane(new TopicPartition(record.topic(), record.partition()));
    }

    @Override
    public void resume() {
        throw noEngine();
    }

    @Override
    public void settle(Disposition disposition) {
        throw noEngine();
    }

    static UnsupportedOperationException noEngine() {
        return new UnsupportedOperationException("a HandlerTest has no engine around its records");
    }
}
