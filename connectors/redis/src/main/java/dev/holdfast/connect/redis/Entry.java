package dev.holdfast.connect.redis;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.StreamEntryID;

/**
 * An entry of a stream.
 *
 * @param stream the stream's name
 * @param id its id
 * @param fields its fields in their order
 */
record Entry(String stream, StreamEntryID id, List<Field> fields) {
    /** The first field of a name; null if there is none. */
    byte @Nullable [] field(String name) {
        for (Field field : fields) {
            if (field.name().equals(name)) {
                return field.value();
            }
        }
        return null;
    }

    /** A field with a name in UTF-8 and whatever bytes. */
    static final class Field {
        private final String name;
        private final byte[] value;

        Field(String name, byte[] value) {
            this.name = name;
            this.value = value;
        }

        String name() {
            return name;
        }

        byte[] value() {
            return value;
        }

        String text() {
            return new String(value, StandardCharsets.UTF_8);
        }
    }
}
