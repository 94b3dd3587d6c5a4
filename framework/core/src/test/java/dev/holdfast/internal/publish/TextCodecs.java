package dev.holdfast.internal.publish;

import dev.holdfast.codec.Codec;
import dev.holdfast.internal.invoke.CodecRegistry;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;

/** Knows text and nothing else, and can't encode the text {@code broken}. */
final class TextCodecs {
    private TextCodecs() {}

    static CodecRegistry registry() {
        return new CodecRegistry(
                List.of((type, part) -> type == String.class ? Optional.of(new Text()) : Optional.empty()));
    }

    private static final class Text implements Codec<String> {
        @Override
        public byte[] encode(String topic, Headers headers, String value) {
            if (value.equals("broken")) {
                throw new IllegalArgumentException("as asked for");
            }
            return value.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public String decode(String topic, Headers headers, byte[] bytes) {
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }
}
