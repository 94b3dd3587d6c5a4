package dev.holdfast.connect.redis;

import dev.holdfast.connect.ConfigChecks;
import dev.holdfast.connect.RetrySettings;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigException;

/** What a sink to Redis can be told. */
final class RedisSinkConfig extends AbstractConfig {
    static final String KEY = "redis.key";
    private static final String TYPE = "redis.type";
    private static final String MEMBER = "redis.member";
    private static final String SCORE = "redis.score";
    private static final String TTL = "redis.ttl.ms";
    private static final String MAX_LENGTH = "redis.stream.max.length";
    private static final String DEFAULT_KEY = "${topic}:${key}";
    private static final Pattern SCORES = Pattern.compile("offset|timestamp|value|header:.+");

    RedisSinkConfig(Map<String, String> given) {
        super(keys(), given, false);
    }

    static ConfigDef keys() {
        ConfigDef keys = new ConfigDef()
                .define(
                        TYPE,
                        ConfigDef.Type.STRING,
                        "string",
                        ConfigChecks.oneOf(SinkType.class),
                        Importance.HIGH,
                        "What a record becomes: string (its bytes), json (a string with its JSON), hash (of its fields), set"
                                + " or zset (a member), stream (an entry).")
                .define(
                        KEY,
                        ConfigDef.Type.STRING,
                        DEFAULT_KEY,
                        ConfigChecks.notBlank(),
                        Importance.HIGH,
                        "The key in Redis, with ${topic}, ${partition} and ${key} for those of the record. In a cluster it"
                                + " must have {${topic}-${partition}} in it, so that keys and offset of a partition have one"
                                + " slot.")
                .define(
                        MEMBER,
                        ConfigDef.Type.STRING,
                        "value",
                        ConfigDef.ValidString.in("value", "key"),
                        Importance.MEDIUM,
                        "What the member of a set or zset is: the record's value or its key.")
                .define(
                        SCORE,
                        ConfigDef.Type.STRING,
                        "offset",
                        ConfigDef.LambdaValidator.with(RedisSinkConfig::checkScore, SCORES::pattern),
                        Importance.MEDIUM,
                        "The score of a member of a zset: the record's offset, timestamp or value, or header:<name>.")
                .define(
                        TTL,
                        ConfigDef.Type.LONG,
                        0L,
                        Range.atLeast(0L),
                        Importance.MEDIUM,
                        "After how many milliseconds without a further record a key expires. 0: never.")
                .define(
                        MAX_LENGTH,
                        ConfigDef.Type.LONG,
                        0L,
                        Range.atLeast(0L),
                        Importance.MEDIUM,
                        "About how many entries a stream keeps. 0: all.");
        RedisAddress.define(keys);
        RetrySettings.define(keys);
        return ConfigChecks.defineConnectionCheck(keys);
    }

    private static void checkScore(String name, Object value) {
        if (!(value instanceof String text) || !SCORES.matcher(text).matches()) {
            throw new ConfigException(name, value, "must match " + SCORES.pattern());
        }
    }

    static KeyTemplate template(Map<String, String> given) {
        return new KeyTemplate(given.getOrDefault(KEY, DEFAULT_KEY));
    }

    SinkType type() {
        return SinkType.valueOf(getString(TYPE).toUpperCase(Locale.ROOT));
    }

    KeyTemplate template() {
        return new KeyTemplate(getString(KEY));
    }

    /** Whether the member is the record's key, not its value. */
    boolean memberIsKey() {
        return "key".equals(getString(MEMBER));
    }

    String score() {
        return getString(SCORE);
    }

    long ttlMillis() {
        return getLong(TTL);
    }

    long maxLength() {
        return getLong(MAX_LENGTH);
    }

    String offsetKey(TopicPartition partition) {
        return KeyTemplate.ofOffset(
                originalsStrings().getOrDefault("name", ""), partition.topic(), partition.partition());
    }
}
