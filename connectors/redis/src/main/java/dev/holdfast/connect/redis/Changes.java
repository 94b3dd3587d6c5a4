package dev.holdfast.connect.redis;

import dev.holdfast.connect.Payloads;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** Makes changes of records. What can't be made is a {@link DataException}. */
final class Changes {
    private static final String HEADER = "header:";

    /** A script can hand over a few thousand words at once. */
    private static final int WORDS_AT_ONCE = 1_000;

    private final RedisSinkConfig config;
    private final KeyTemplate template;

    Changes(RedisSinkConfig config) {
        this.config = config;
        this.template = config.template();
    }

    Change of(SinkRecord record) {
        Change change = new Change(template.of(record));
        SinkType type = config.type();
        if (type == SinkType.STREAM) {
            change.command("XADD", entry(record));
        } else if (record.value() == null) {
            return remove(change, record, type);
        } else {
            add(change, record, type);
        }
        return config.ttlMillis() > 0 ? change.command("PEXPIRE", Long.toString(config.ttlMillis())) : change;
    }

    private void add(Change change, SinkRecord record, SinkType type) {
        switch (type) {
            case STRING -> change.command("SET", List.of(Payloads.bytes(record)));
            case JSON -> change.command("SET", List.of(Replies.bytes(JsonText.of(record.value()))));
            case HASH -> replaceHash(change, record);
            case SET -> change.command("SADD", List.of(member(record)));
            case ZSET -> change.command("ZADD", List.of(Replies.bytes(score(record)), member(record)));
            case STREAM -> throw new IllegalStateException("An entry is made elsewhere");
        }
    }

    private Change remove(Change change, SinkRecord record, SinkType type) {
        boolean isMember = type == SinkType.SET || type == SinkType.ZSET;
        if (isMember && config.memberIsKey()) {
            return change.command(type == SinkType.SET ? "SREM" : "ZREM", List.of(member(record)));
        }
        if (!template.hasKey()) {
            throw new DataException("A record without value says nothing of what to remove: " + RedisSinkConfig.KEY
                    + " has no ${key}, and members are values");
        }
        return change.command("DEL");
    }

    private static void replaceHash(Change change, SinkRecord record) {
        Map<String, @Nullable Object> fields = ConnectValues.fields(record.value());
        if (fields == null) {
            throw new DataException("The value is no struct and no map, so it has no fields for a hash");
        }
        change.command("DEL");
        List<byte[]> words = new ArrayList<>();
        for (Map.Entry<String, @Nullable Object> field : fields.entrySet()) {
            Object value = field.getValue();
            if (value != null) {
                words.add(Replies.bytes(field.getKey()));
                words.add(ConnectValues.bytes(value));
            }
            if (words.size() >= WORDS_AT_ONCE) {
                change.command("HSET", List.copyOf(words));
                words.clear();
            }
        }
        if (!words.isEmpty()) {
            change.command("HSET", List.copyOf(words));
        }
    }

    private byte[] member(SinkRecord record) {
        if (!config.memberIsKey()) {
            return Payloads.bytes(record);
        }
        String key = Payloads.text(record.key());
        if (key == null) {
            throw new DataException("The record has no key that is text, bytes or a number");
        }
        return Replies.bytes(key);
    }

    private String score(SinkRecord record) {
        String from = config.score();
        @Nullable
        String score =
                switch (from) {
                    case "offset" -> Long.toString(record.originalKafkaOffset());
                    case "timestamp" -> Payloads.text(record.timestamp());
                    case "value" -> Payloads.text(record.value());
                    default -> Payloads.header(record, from.substring(HEADER.length()));
                };
        try {
            double number = Double.parseDouble(score == null ? "" : score);
            if (!Double.isNaN(number)) {
                return score == null ? "" : score.trim();
            }
        } catch (NumberFormatException e) {
            throw new DataException("The score (" + from + ") is no number", e);
        }
        throw new DataException("The score (" + from + ") is no number");
    }

    private List<byte[]> entry(SinkRecord record) {
        List<byte[]> words = new ArrayList<>();
        if (config.maxLength() > 0) {
            words.add(Replies.bytes("MAXLEN"));
            words.add(Replies.bytes("~"));
            words.add(Replies.bytes(Long.toString(config.maxLength())));
        }
        words.add(Replies.bytes("*"));
        field(words, "key", Payloads.text(record.key()));
        for (Header header : record.headers()) {
            field(words, "header." + header.key(), Payloads.text(header.value()));
        }
        if (record.value() == null) {
            field(words, "header.kafka.tombstone", "true");
        } else {
            words.add(Replies.bytes("value"));
            words.add(Payloads.bytes(record));
        }
        if (words.size() > WORDS_AT_ONCE) {
            throw new DataException("The record has too many headers for an entry");
        }
        return words;
    }

    private static void field(List<byte[]> words, String name, @Nullable String value) {
        if (value != null) {
            words.add(Replies.bytes(name));
            words.add(Replies.bytes(value));
        }
    }
}
