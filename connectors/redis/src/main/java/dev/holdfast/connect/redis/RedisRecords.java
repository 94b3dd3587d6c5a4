package dev.holdfast.connect.redis;

import dev.holdfast.connect.UpstreamRecord;
import dev.holdfast.connect.UpstreamRecord.Origin;
import dev.holdfast.connect.UpstreamRecord.Typed;
import dev.holdfast.connect.redis.Entry.Field;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.jspecify.annotations.Nullable;

/** Makes records of entries. */
final class RedisRecords {
    static final String STREAM = "stream";
    static final String ID = "id";
    static final String ADDED = "added";
    private static final String NAME_HEADER = "redis.stream";
    private static final String ID_HEADER = "redis.id";
    private static final String FIELD = "field:";
    private static final String TEXT = "text:";
    private static final String BYTES = "bytes:";
    private static final Schema MAP = SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.OPTIONAL_STRING_SCHEMA)
            .optional()
            .build();

    private final RedisSourceConfig config;

    RedisRecords(RedisSourceConfig config) {
        this.config = config;
    }

    /** The source partition: one stream. */
    static Map<String, String> partition(String stream) {
        return Origin.sorted(Map.of(STREAM, stream));
    }

    /** Makes a record of an entry. */
    UpstreamRecord<Entry> record(Entry entry, Map<String, ?> offset) {
        ConnectHeaders headers = new ConnectHeaders();
        for (Field field : entry.fields()) {
            String header = config.headerOf(field.name());
            if (header != null) {
                headers.addString(header, field.text());
            }
        }
        headers.addString(NAME_HEADER, entry.stream());
        headers.addString(ID_HEADER, entry.id().toString());
        return new UpstreamRecord<>(
                entry,
                new Origin(partition(entry.stream()), offset),
                config.topic(),
                Typed.text(key(entry)),
                value(entry),
                null, // the time in an id could be past the topic's retention
                headers);
    }

    /** Makes a record of a channel's message, which was the task's so-manieth. */
    UpstreamRecord<Entry> message(Entry message, byte[] body) {
        ConnectHeaders headers = new ConnectHeaders();
        headers.addString("redis.channel", message.stream());
        return new UpstreamRecord<>(
                message,
                new Origin(
                        Map.of("channel", message.stream()),
                        Map.of("count", message.id().getSequence())),
                config.topic(),
                Typed.text("none".equals(config.key()) ? null : message.stream()),
                Typed.bytes(body),
                null,
                headers);
    }

    private @Nullable String key(Entry entry) {
        String key = config.key();
        return switch (key) {
            case "none" -> null;
            case "stream" -> entry.stream();
            case "id" -> entry.id().toString();
            default -> utf8(entry.field(key.substring(FIELD.length())));
        };
    }

    private Typed value(Entry entry) {
        String value = config.value();
        if (value.startsWith(TEXT)) {
            return Typed.text(utf8(entry.field(value.substring(TEXT.length()))));
        }
        if (value.startsWith(BYTES)) {
            return Typed.bytes(entry.field(value.substring(BYTES.length())));
        }
        Map<String, String> fields = new LinkedHashMap<>();
        for (Field field : entry.fields()) {
            if (config.headerOf(field.name()) == null) {
                fields.put(field.name(), field.text());
            }
        }
        return "map".equals(value) ? new Typed(MAP, fields) : Typed.text(JsonText.of(fields));
    }

    private static @Nullable String utf8(byte @Nullable [] bytes) {
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }
}
