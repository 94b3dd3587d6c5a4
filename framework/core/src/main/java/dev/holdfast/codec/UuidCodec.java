package dev.holdfast.codec;

import dev.holdfast.CodecException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.apache.kafka.common.header.Headers;

/** The 36 characters of a UUID, as Kafka's serde writes them. */
final class UuidCodec implements Codec<UUID> {
    @Override
    public byte[] encode(String topic, Headers headers, UUID value) {
        return value.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    @Override
    public UUID decode(String topic, Headers headers, byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        try {
            UUID uuid = UUID.fromString(text);
            // The JDK also reads shortened groups, which would make different bytes the same key.
            if (uuid.toString().equalsIgnoreCase(text)) {
                return uuid;
            }
        } catch (IllegalArgumentException e) {
            // Not as the cause: the JDK's message shows the text.
            throw notUuid(bytes);
        }
        throw notUuid(bytes);
    }

    private static CodecException notUuid(byte[] bytes) {
        return new CodecException(bytes.length + " bytes are not the 36 characters of a UUID", null);
    }
}
