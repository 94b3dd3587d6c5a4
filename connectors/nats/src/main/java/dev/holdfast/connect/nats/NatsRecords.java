package dev.holdfast.connect.nats;

import dev.holdfast.connect.UpstreamRecord;
import dev.holdfast.connect.UpstreamRecord.Origin;
import dev.holdfast.connect.UpstreamRecord.Typed;
import io.nats.client.Message;
import java.util.Map;
import org.apache.kafka.connect.header.ConnectHeaders;

/** Makes records of messages. */
final class NatsRecords {
    static final String STREAM = "stream";
    static final String SUBJECT = "subject";
    static final String SEQUENCE = "sequence";

    private NatsRecords() {}

    /** The source partition: one reader of a stream. */
    static Map<String, String> partition(NatsSourceConfig config) {
        String stream = config.stream() == null ? "" : config.stream();
        return Origin.sorted(Map.of(STREAM, stream, SUBJECT, config.subject()));
    }

    static UpstreamRecord<Message> of(Message message, NatsSourceConfig config, long sequence) {
        ConnectHeaders headers = new ConnectHeaders();
        if (message.hasHeaders()) {
            message.getHeaders().forEach((name, values) -> values.forEach(value -> headers.addString(name, value)));
        }
        headers.addString("nats.subject", message.getSubject());
        if (message.isJetStream()) {
            headers.addLong("nats.sequence", sequence);
            headers.addLong(
                    "nats.timestamp", message.metaData().timestamp().toInstant().toEpochMilli());
        }
        return new UpstreamRecord<>(
                message,
                new Origin(partition(config), Map.of(SEQUENCE, sequence)),
                config.topic(),
                Typed.text(config.keyOf(message)),
                Typed.bytes(message.getData()),
                null, // the stream's time could be past the topic's retention
                headers);
    }
}
