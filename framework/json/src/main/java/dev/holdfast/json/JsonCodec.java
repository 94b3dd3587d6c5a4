package dev.holdfast.json;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import dev.holdfast.CodecException;
import dev.holdfast.codec.Codec;
import java.io.IOException;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** One type's JSON. */
final class JsonCodec<T> implements Codec<T> {
    private final String name;
    private final ObjectReader reader;
    private final ObjectWriter writer;
    private final int maxDocumentLength;

    JsonCodec(JavaType type, ObjectReader reader, ObjectWriter writer, int maxDocumentLength) {
        this.name = type.toCanonical();
        this.reader = reader;
        this.writer = writer;
        this.maxDocumentLength = maxDocumentLength;
    }

    @Override
    public byte[] encode(String topic, Headers headers, T value) {
        try {
            return writer.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new CodecException("can't write JSON of " + name + ": " + kind(e), null);
        }
    }

    @Override
    public T decode(String topic, Headers headers, byte[] bytes) {
        if (bytes.length > maxDocumentLength) {
            throw new CodecException(
                    "not JSON of " + name + ": " + bytes.length + " bytes, the limit is " + maxDocumentLength, null);
        }
        @Nullable T value;
        try {
            value = reader.readValue(bytes);
        } catch (JsonProcessingException e) {
            throw new CodecException("not JSON of " + name + ": " + kind(e) + place(e), null);
        } catch (IOException | RuntimeException e) {
            throw new CodecException("not JSON of " + name + ": " + e.getClass().getName(), null);
        }
        if (value == null) {
            throw new CodecException("not JSON of " + name + ": null", null);
        }
        return value;
    }

    /** Only classes and places: Jackson's messages quote the record, so neither they nor the exception may go on. */
    private static String kind(JsonProcessingException e) {
        Throwable cause = e.getCause();
        return e.getClass().getSimpleName()
                + (cause == null || cause instanceof JsonProcessingException
                        ? ""
                        : " by " + cause.getClass().getName());
    }

    private static String place(JsonProcessingException e) {
        JsonLocation location = e.getLocation();
        return location == null ? "" : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
    }
}
