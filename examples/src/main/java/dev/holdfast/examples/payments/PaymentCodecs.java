package dev.holdfast.examples.payments;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.codec.Codec;
import dev.holdfast.codec.CodecFactory;
import dev.holdfast.codec.Codecs;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/** Payments and settlements as JSON. */
final class PaymentCodecs {
    private static final ObjectMapper JSON = new ObjectMapper();

    private PaymentCodecs() {}

    static CodecFactory[] all() {
        return new CodecFactory[] {
            Codecs.of(Payment.class, serde(Payment.class)), Codecs.of(Settlement.class, serde(Settlement.class))
        };
    }

    @SuppressWarnings("unchecked")
    static <T> Codec<T> of(Class<T> type) {
        return (Codec<T>) Codecs.of(type, serde(type)).codec(type, CodecFactory.Part.VALUE).orElseThrow();
    }

    private static <T> Serde<T> serde(Class<T> type) {
        return Serdes.serdeFrom(
                (topic, value) -> {
                    try {
                        return JSON.writeValueAsBytes(value);
                    } catch (JsonProcessingException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                (topic, bytes) -> {
                    try {
                        return JSON.readValue(bytes, type);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
    }
}
