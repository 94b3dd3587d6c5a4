package dev.holdfast.internal.invoke;

import dev.holdfast.CodecException;
import dev.holdfast.Message;
import dev.holdfast.Topic;
import dev.holdfast.TypeRef;
import dev.holdfast.codec.Codec;
import dev.holdfast.codec.CodecFactory.Part;
import java.time.Instant;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** Turns keys and values for one topic into what a producer sends. Thread-safe. */
public final class RecordEncoder {
    private final String topic;
    private final AnyEncoder keys;
    private final AnyEncoder values;

    /**
     * Creates an encoder.
     *
     * @param topic where its records go
     * @param keyCodec encodes keys
     * @param valueCodec encodes values
     */
    public RecordEncoder(String topic, Codec<?> keyCodec, Codec<?> valueCodec) {
        this.topic = topic;
        this.keys = new AnyEncoder(keyCodec, Part.KEY);
        this.values = new AnyEncoder(valueCodec, Part.VALUE);
    }

    /**
     * Finds the codecs of a topic.
     *
     * @param topic the topic
     * @param codecs where to look
     * @return its encoder
     * @throws CodecException if the key's or the value's type has no codec
     */
    public static RecordEncoder of(Topic<?, ?> topic, CodecRegistry codecs) {
        return new RecordEncoder(
                topic.name(),
                codec(topic, topic.keyType(), Part.KEY, codecs),
                codec(topic, topic.valueType(), Part.VALUE, codecs));
    }

    /**
     * Encodes a message whose types are not declared: by the classes of its key and value.
     *
     * @param topic where it goes, whatever topic the message names
     * @param message the message
     * @param codecs where to look
     * @return the record, without partition
     * @throws CodecException if key or value can't be encoded
     */
    public static ProducerRecord<byte[], byte[]> byClass(String topic, Message<?, ?> message, CodecRegistry codecs) {
        return MessageEncoder.byClass(Set.of(topic), codecs).encode(message.to(topic));
    }

    /**
     * Encodes a message.
     *
     * @param message the message; what topic it names does not matter
     * @return the record, without partition
     * @throws CodecException if key or value can't be encoded
     */
    public ProducerRecord<byte[], byte[]> encode(Message<?, ?> message) {
        Long timestamp = message.timestamp().map(Instant::toEpochMilli).orElse(null);
        return encode(message.key(), message.value(), timestamp, message.headers());
    }

    /**
     * Encodes a key and a value.
     *
     * @param key the key, or null for none
     * @param value the value, or null for a tombstone
     * @param timestamp in ms since the epoch, or null for the moment of sending
     * @param headers in their order; codecs may add to them
     * @return the record, without partition
     * @throws CodecException if key or value can't be encoded
     */
    public ProducerRecord<byte[], byte[]> encode(
            @Nullable Object key, @Nullable Object value, @Nullable Long timestamp, Iterable<Header> headers) {
        RecordHeaders all = new RecordHeaders(headers);
        byte[] keyBytes = keys.encode(topic, all, key);
        byte[] valueBytes = values.encode(topic, all, value);
        return new ProducerRecord<>(topic, null, timestamp, keyBytes, valueBytes, all);
    }

    private static Codec<?> codec(Topic<?, ?> topic, TypeRef<?> type, Part part, CodecRegistry codecs) {
        return codecs.codec(type.type(), part)
                .orElseThrow(() -> new CodecException(
                        "There is no codec for the " + (part == Part.KEY ? "keys" : "values") + " of topic '"
                                + topic.name() + "', of type " + type,
                        null));
    }
}
