package dev.holdfast.deadletter;

import java.util.Optional;
import java.util.OptionalInt;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;

/** Dead letters of Kafka Connect's sinks: {@code __connect.errors.*}, all of them text. */
final class ConnectFormat implements LetterFormat {
    private static final String PREFIX = "__connect.errors.";

    @Override
    public Letter read(ConsumerRecord<byte[], byte[]> record) {
        ForeignHeaders headers = new ForeignHeaders(record.headers());
        Optional<String> trace = headers.text(PREFIX + "exception.stacktrace");
        Optional<String> thrown = headers.text(PREFIX + "exception.class.name");
        DeadLetterFailure failure = new DeadLetterFailure(
                Optional.empty(),
                headers.text(PREFIX + "connector.name"),
                headers.text(PREFIX + "stage"),
                thrown,
                headers.text(PREFIX + "exception.message"),
                ForeignHeaders.fingerprint(thrown, trace),
                OptionalInt.empty(),
                Optional.empty(),
                Optional.empty());
        return new Letter(
                record,
                origin(headers),
                failure,
                trace,
                headers.redrives(),
                headers.without(name -> name.startsWith(PREFIX)),
                null);
    }

    @Override
    public Optional<Headers> redriven(Letter letter) {
        return Optional.of(ForeignHeaders.redriven(letter.original(), letter.redrives() + 1));
    }

    private static Optional<DeadLetterOrigin> origin(ForeignHeaders headers) {
        Optional<String> topic = headers.text(PREFIX + "topic");
        Optional<Long> partition =
                headers.textNumber(PREFIX + "partition").filter(number -> number >= 0 && number <= Integer.MAX_VALUE);
        Optional<Long> offset = headers.textNumber(PREFIX + "offset").filter(number -> number >= 0);
        if (topic.isEmpty() || partition.isEmpty() || offset.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new DeadLetterOrigin(topic.get(), partition.get().intValue(), offset.get(), Optional.empty()));
    }
}
