package dev.holdfast.connect.redis;

import dev.holdfast.connect.redis.Entry.Field;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Makes entries of Redis' replies. The client's own classes keep fields in maps, which have no order and one value for a name,
 * and leave out entries that are pending and no longer there.
 */
final class Replies {
    private Replies() {}

    /** What {@code XREAD} and {@code XREADGROUP} answer unless there was nothing: streams with their entries. */
    static List<Read> streams(List<?> reply) {
        List<Read> streams = new ArrayList<>();
        for (Object stream : reply) {
            List<?> parts = list(stream);
            String name = text(parts.get(0));
            streams.add(read(name, list(parts.get(1))));
        }
        return streams;
    }

    /** Entries, and the ids of those that are gone. */
    static Read read(String stream, List<?> entries) {
        List<Entry> there = new ArrayList<>(entries.size());
        List<StreamEntryID> gone = new ArrayList<>();
        for (Object entry : entries) {
            List<?> parts = list(entry);
            StreamEntryID id = new StreamEntryID(text(parts.get(0)));
            if (parts.get(1) == null) {
                gone.add(id);
            } else {
                there.add(new Entry(stream, id, fields(list(parts.get(1)))));
            }
        }
        return new Read(stream, there, gone);
    }

    /** A flat list of names and values, as {@code XINFO} answers. */
    static Map<String, Object> pairs(Object reply) {
        List<?> parts = list(reply);
        Map<String, Object> pairs = new LinkedHashMap<>();
        for (int i = 0; i + 1 < parts.size(); i += 2) {
            if (parts.get(i + 1) != null) {
                pairs.put(text(parts.get(i)), parts.get(i + 1));
            }
        }
        return pairs;
    }

    static List<?> list(@Nullable Object reply) {
        if (reply instanceof List<?> list) {
            return list;
        }
        throw new JedisException("not the reply that was expected");
    }

    static String text(@Nullable Object reply) {
        if (reply instanceof byte[] bytes) {
            return new String(bytes, StandardCharsets.UTF_8);
        }
        throw new JedisException("not the reply that was expected");
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static List<Field> fields(List<?> parts) {
        List<Field> fields = new ArrayList<>(parts.size() / 2);
        for (int i = 0; i + 1 < parts.size(); i += 2) {
            if (parts.get(i + 1) instanceof byte[] value) {
                fields.add(new Field(text(parts.get(i)), value));
            }
        }
        return fields;
    }

    /**
     * What was read of a stream.
     *
     * @param stream its name
     * @param entries its entries
     * @param gone ids of entries that were deleted or trimmed before they were read
     */
    record Read(String stream, List<Entry> entries, List<StreamEntryID> gone) {
        /** The largest id in it; null if there is none. */
        @Nullable
        StreamEntryID last() {
            return Stream.concat(entries.stream().map(Entry::id), gone.stream())
                    .max(Comparator.naturalOrder())
                    .orElse(null);
        }
    }
}
