package dev.holdfast.deadletter;

import dev.holdfast.retry.internal.FailedRecord;
import dev.holdfast.retry.internal.Failure;
import dev.holdfast.retry.internal.MalformedHeadersException;
import dev.holdfast.retry.internal.Origin;
import dev.holdfast.retry.internal.Trail;
import dev.holdfast.retry.internal.TrailReader;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;

/** Dead letters of this framework, read from the group's own topic. */
final class OwnFormat implements LetterFormat {
    @Override
    public Letter read(ConsumerRecord<byte[], byte[]> record) {
        Headers original = FailedRecord.original(record.headers());
        try {
            Trail trail = TrailReader.read(record.headers());
            return new Letter(
                    record,
                    Optional.of(origin(trail.origin())),
                    failure(trail),
                    text(trail.failure().stackTrace()),
                    trail.redrives(),
                    original,
                    trail);
        } catch (MalformedHeadersException e) {
            // The record is shown as far as it can be; what is wrong with it is for whoever writes to this topic.
            return new Letter(record, Optional.empty(), DeadLetterFailure.UNKNOWN, Optional.empty(), 0, original, null);
        }
    }

    @Override
    public Optional<Headers> redriven(Letter letter) {
        return Optional.ofNullable(letter.trail())
                .map(trail -> FailedRecord.copy(letter.original(), backAgain(trail, letter.redrives() + 1)));
    }

    /** Attempts start anew; where it came from and since when it fails is kept. */
    private static Trail backAgain(Trail trail, int redrives) {
        return new Trail(
                trail.origin(),
                0,
                trail.firstFailedAt(),
                trail.failedAt(),
                null,
                trail.group(),
                trail.handler(),
                trail.failure().withoutStackTrace(),
                redrives);
    }

    private static DeadLetterOrigin origin(Origin origin) {
        return new DeadLetterOrigin(
                origin.topic(), origin.partition(), origin.offset(), Optional.of(origin.timestamp()));
    }

    private static DeadLetterFailure failure(Trail trail) {
        Failure failure = trail.failure();
        return new DeadLetterFailure(
                Optional.of(trail.group()),
                Optional.of(trail.handler()),
                text(failure.reason()),
                text(failure.exceptionClass()),
                text(failure.message()),
                text(failure.fingerprint()),
                OptionalInt.of(trail.attempts()),
                Optional.of(trail.firstFailedAt()),
                Optional.of(trail.failedAt()));
    }

    private static Optional<String> text(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }
}
