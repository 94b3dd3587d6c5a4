package dev.holdfast.deadletter;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Why a record is a dead letter. What whoever wrote it does not tell is empty.
 *
 * @param group the consumer group in which it failed
 * @param handler the handler's id; of Kafka Connect, the connector
 * @param reason in one of few words: {@code retries-exhausted}, {@code undecodable}; of Kafka Connect, the stage
 * @param exceptionClass the exception's class
 * @param message the exception's message
 * @param fingerprint what failures of one kind have in common; computed from the stack trace if it was not written
 * @param attempts how often it was tried
 * @param firstFailedAt when it failed first
 * @param failedAt when it failed last
 */
public record DeadLetterFailure(
        Optional<String> group,
        Optional<String> handler,
        Optional<String> reason,
        Optional<String> exceptionClass,
        Optional<String> message,
        Optional<String> fingerprint,
        OptionalInt attempts,
        Optional<Instant> firstFailedAt,
        Optional<Instant> failedAt) {
    static final DeadLetterFailure UNKNOWN = new DeadLetterFailure(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            OptionalInt.empty(),
            Optional.empty(),
            Optional.empty());
}
