package dev.holdfast.deadletter;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;

/**
 * Dead letters of Spring for Apache Kafka. An error handler writes {@code kafka_dlt-*}; retry topics write
 * {@code kafka_original-*} and {@code kafka_exception-*}, at every hop again. Numbers are big-endian bytes.
 */
final class SpringFormat implements LetterFormat {
    private static final String DLT = "kafka_dlt-";
    private static final String RETRIED = "kafka_";
    private static final List<String> THEIRS =
            List.of(DLT, "kafka_original-", "kafka_exception-", "kafka_key-exception-", "retry_topic-");
    private static final String ATTEMPTS = "retry_topic-attempts";

    @Override
    public Letter read(ConsumerRecord<byte[], byte[]> record) {
        ForeignHeaders headers = new ForeignHeaders(record.headers());
        Optional<String> trace = exception(headers, "stacktrace");
        return new Letter(
                record,
                origin(headers),
                failure(headers, trace),
                trace,
                headers.redrives(),
                headers.without(name -> THEIRS.stream().anyMatch(name::startsWith)),
                null);
    }

    @Override
    public Optional<Headers> redriven(Letter letter) {
        return Optional.of(ForeignHeaders.redriven(letter.original(), letter.redrives() + 1));
    }

    private static Optional<DeadLetterOrigin> origin(ForeignHeaders headers) {
        // A record of retry topics that an error handler gave up has both; what the retry topics wrote is older.
        String prefix =
                headers.firstText(RETRIED + "original-topic").isPresent() ? RETRIED + "original-" : DLT + "original-";
        Optional<String> topic = headers.firstText(prefix + "topic");
        Optional<Long> partition = headers.firstNumber(prefix + "partition").filter(SpringFormat::isPartition);
        Optional<Long> offset = headers.firstNumber(prefix + "offset").filter(number -> number >= 0);
        if (topic.isEmpty() || partition.isEmpty() || offset.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new DeadLetterOrigin(
                topic.get(),
                partition.get().intValue(),
                offset.get(),
                headers.firstNumber(prefix + "timestamp").map(Instant::ofEpochMilli)));
    }

    private static DeadLetterFailure failure(ForeignHeaders headers, Optional<String> trace) {
        Optional<String> thrown = exception(headers, "fqcn");
        // Spring wraps what the listener threw; the cause tells one failure from another.
        Optional<String> cause = exception(headers, "cause-fqcn").or(() -> thrown);
        // The number of the attempt that the record was written for; that of a dead letter was never made.
        Optional<Long> next = headers.number(ATTEMPTS).filter(number -> number > 1 && number < Integer.MAX_VALUE);
        return new DeadLetterFailure(
                headers.text(DLT + "original-consumer-group")
                        .or(() -> headers.text(RETRIED + "original-consumer-group")),
                Optional.empty(),
                Optional.empty(),
                cause,
                exception(headers, "message"),
                ForeignHeaders.fingerprint(cause, trace),
                next.map(number -> OptionalInt.of(number.intValue() - 1)).orElse(OptionalInt.empty()),
                Optional.empty(),
                Optional.empty());
    }

    /** One of an exception's headers: a key that can't be decoded has names of its own. */
    private static Optional<String> exception(ForeignHeaders headers, String name) {
        return headers.text(DLT + "exception-" + name)
                .or(() -> headers.text(RETRIED + "exception-" + name))
                .or(() -> headers.text(DLT + "key-exception-" + name))
                .or(() -> headers.text(RETRIED + "key-exception-" + name));
    }

    private static boolean isPartition(long number) {
        return number >= 0 && number <= Integer.MAX_VALUE;
    }
}
