package dev.holdfast.internal.invoke;

import dev.holdfast.Message;
import dev.holdfast.codec.CodecFactory.Part;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** Encodes the messages that a handler returns. Thread-safe. */
final class MessageEncoder {
    private final Set<String> emits;
    private final @Nullable String onlyTopic;
    private final PartEncoder keys;
    private final PartEncoder values;

    /**
     * Creates an encoder.
     *
     * @param emits the topics that the handler declares
     * @param keys encodes keys
     * @param values encodes values
     */
    MessageEncoder(Set<String> emits, PartEncoder keys, PartEncoder values) {
        this.emits = emits;
        this.onlyTopic = emits.size() == 1 ? emits.iterator().next() : null;
        this.keys = keys;
        this.values = values;
    }

    /** For messages whose types are not declared, such as those of an outcome. */
    static MessageEncoder byClass(Set<String> emits, CodecRegistry codecs) {
        return new MessageEncoder(
                emits, PartEncoder.byClass(Part.KEY, codecs), PartEncoder.byClass(Part.VALUE, codecs));
    }

    List<ProducerRecord<byte[], byte[]>> encodeAll(List<Message<?, ?>> messages) {
        if (messages.size() == 1) {
            return List.of(encode(messages.get(0)));
        }
        List<ProducerRecord<byte[], byte[]>> encoded = new ArrayList<>(messages.size());
        for (Message<?, ?> message : messages) {
            encoded.add(encode(message));
        }
        return encoded;
    }

    ProducerRecord<byte[], byte[]> encode(Message<?, ?> message) {
        String topic = message.topic().orElseGet(this::onlyTopic);
        if (!emits.contains(topic)) {
            throw new IllegalArgumentException("the returned message goes to '" + topic
                    + "', which the handler does not declare: name one of its topics " + emits + " by to(…)");
        }
        Long timestamp = message.timestamp().map(Instant::toEpochMilli).orElse(null);
        RecordHeaders headers = new RecordHeaders(message.headers());
        byte[] key = keys.encode(topic, headers, message.key());
        byte[] value = values.encode(topic, headers, message.value());
        return new ProducerRecord<>(topic, null, timestamp, key, value, headers);
    }

    private String onlyTopic() {
        if (onlyTopic != null) {
            return onlyTopic;
        }
        throw new IllegalStateException(
                emits.isEmpty()
                        ? "the handler returned a message but declares no topic to emit to: add @Emits"
                        : "the returned message names no topic: name one of " + emits + " by to(…)");
    }
}
