package dev.holdfast.testkit;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a record, to compare. Immutable.
 *
 * @param key the key's bytes; null if there is none
 * @param value the value's bytes; null for a tombstone
 * @param headers names and bytes of the headers, in their order
 */
public record RecordContent(@Nullable ByteBuffer key, @Nullable ByteBuffer value, List<HeaderContent> headers) {
    /** Copies the headers. */
    public RecordContent {
        headers = List.copyOf(headers);
    }

    /**
     * Copies the bytes of a record.
     *
     * @param key the key's bytes; null if there is none
     * @param value the value's bytes; null for a tombstone
     * @param headers the headers, in their order
     * @return the content
     */
    public static RecordContent of(byte @Nullable [] key, byte @Nullable [] value, Header... headers) {
        List<HeaderContent> copies = new ArrayList<>(headers.length);
        for (Header header : headers) {
            copies.add(new HeaderContent(header.key(), copy(header.value())));
        }
        return new RecordContent(copy(key), copy(value), copies);
    }

    /** What differs from another content, in words; empty if nothing does. */
    List<String> differencesTo(RecordContent other) {
        List<String> differences = new ArrayList<>();
        if (!Objects.equals(key, other.key)) {
            differences.add("key");
        }
        if (!Objects.equals(value, other.value)) {
            differences.add("value");
        }
        if (!headers.equals(other.headers)) {
            differences.add("headers");
        }
        return differences;
    }

    private static @Nullable ByteBuffer copy(byte @Nullable [] bytes) {
        return bytes == null
                ? null
                : ByteBuffer.wrap(Arrays.copyOf(bytes, bytes.length)).asReadOnlyBuffer();
    }

    /**
     * One header.
     *
     * @param name its name
     * @param value its bytes, or null
     */
    public record HeaderContent(String name, @Nullable ByteBuffer value) {}
}
