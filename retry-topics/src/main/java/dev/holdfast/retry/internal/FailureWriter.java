package dev.holdfast.retry.internal;

import dev.holdfast.spi.HandlerRecord;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

/**
 * Makes the copies of failed records: original key, value and headers, the same partition number, and no timestamp, so
 * that the time of writing counts; the original one could be past the topic's retention.
 */
final class FailureWriter {
    private FailureWriter() {}

    /** A copy that fits: without stack trace, then without message if need be; empty if even that is too large. */
    static Optional<ProducerRecord<byte[], byte[]>> write(
            String topic, HandlerRecord record, Headers original, Trail trail) {
        Failure failure = trail.failure();
        List<Failure> shorter = List.of(
                failure,
                failure.withoutStackTrace(),
                failure.withoutStackTrace().withoutMessage());
        return Stream.concat(shorter.stream().limit(1), shorter.stream().skip(1).distinct())
                .map(one -> copy(topic, record.record(), FailedRecord.copy(original, trail.with(one))))
                .filter(copy -> record.lane().fits(copy))
                .findFirst();
    }

    /** The smallest copy, whether it fits or not. */
    static ProducerRecord<byte[], byte[]> smallest(String topic, HandlerRecord record, Headers original, Trail trail) {
        Failure least = trail.failure().withoutStackTrace().withoutMessage();
        return copy(topic, record.record(), FailedRecord.copy(original, trail.with(least)));
    }

    /** The same record at its topic's tail, due when it was. */
    static ProducerRecord<byte[], byte[]> again(ConsumerRecord<byte[], byte[]> record, Trail trail, Instant due) {
        Trail same = new Trail(
                trail.origin(),
                trail.attempts(),
                trail.firstFailedAt(),
                trail.failedAt(),
                due,
                trail.group(),
                trail.handler(),
                trail.failure(),
                trail.redrives());
        Headers headers = FailedRecord.copy(FailedRecord.original(record.headers()), same);
        return copy(record.topic(), record, headers);
    }

    private static ProducerRecord<byte[], byte[]> copy(
            String topic, ConsumerRecord<byte[], byte[]> record, Headers headers) {
        return new ProducerRecord<>(topic, record.partition(), null, record.key(), record.value(), headers);
    }
}
