package dev.holdfast.connect.redis;

import dev.holdfast.connect.ConfigChecks;
import dev.holdfast.connect.SourceSettings;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/** What a source from Redis can be told. */
final class RedisSourceConfig extends AbstractConfig {
    static final String MODE = "redis.mode";
    static final String STREAMS = "redis.streams";
    static final String CHANNELS = "redis.channels";
    static final String GROUP = "redis.group";
    static final String KEY = "redis.key";
    static final String VALUE = "redis.value";

    /** The connector gives it to each of its tasks. */
    static final String TASK = "holdfast.task";

    private static final String CONSUMER = "redis.consumer";
    private static final String CLAIM_IDLE = "redis.claim.idle.ms";
    private static final String START = "redis.start";
    private static final String ON_GAP = "redis.on.gap";
    private static final String HEADERS = "redis.headers";
    private static final Pattern STARTS = Pattern.compile("earliest|latest|\\d+-\\d+");
    private static final Pattern KEYS = Pattern.compile("none|stream|id|field:.+");
    private static final Pattern VALUES = Pattern.compile("json|map|text:.+|bytes:.+");

    RedisSourceConfig(Map<String, String> given) {
        super(keys(), given, false);
    }

    static ConfigDef keys() {
        ConfigDef keys = new ConfigDef();
        definePosition(keys);
        defineRecords(keys);
        RedisAddress.define(keys);
        SourceSettings.define(keys);
        return ConfigChecks.defineConnectionCheck(keys);
    }

    private static void definePosition(ConfigDef keys) {
        keys.define(
                        MODE,
                        ConfigDef.Type.STRING,
                        "exactly-once",
                        ConfigChecks.oneOf(SourceMode.class),
                        Importance.HIGH,
                        "exactly-once: each stream is read in its order by one task; ids of entries are the connector's"
                                + " offsets, so delivery is exactly once on a worker with exactly-once support."
                                + " consumer-group: a consumer group shares the streams among tasks; at least once. pubsub:"
                                + " a subscription to channels; at most once.")
                .define(
                        STREAMS,
                        ConfigDef.Type.LIST,
                        List.of(),
                        Importance.HIGH,
                        "The streams to read, joined by commas. Required unless redis.mode is pubsub.")
                .define(
                        CHANNELS,
                        ConfigDef.Type.LIST,
                        List.of(),
                        Importance.HIGH,
                        "If redis.mode is pubsub: the channels, joined by commas; * and ? are wildcards.")
                .define(
                        START,
                        ConfigDef.Type.STRING,
                        "earliest",
                        matches(STARTS),
                        Importance.MEDIUM,
                        "Where to begin a stream as long as there is no offset, or no group yet: earliest, latest, or behind"
                                + " an id.")
                .define(
                        ON_GAP,
                        ConfigDef.Type.STRING,
                        "report",
                        ConfigDef.ValidString.in("report", "fail"),
                        Importance.MEDIUM,
                        "What to do when entries were trimmed or deleted before they were read. report: write an error to the"
                                + " log, count them in missed-total, and read on. fail: stop the task as well.")
                .define(
                        GROUP,
                        ConfigDef.Type.STRING,
                        null,
                        ConfigChecks.notBlank(),
                        Importance.MEDIUM,
                        "The consumer group, which is created when it is missing. Required if redis.mode is"
                                + " consumer-group.")
                .define(
                        CONSUMER,
                        ConfigDef.Type.STRING,
                        null,
                        ConfigChecks.notBlank(),
                        Importance.LOW,
                        "The consumers' name in the group, to which each task adds its number. Not set: the connector's"
                                + " name.")
                .define(
                        CLAIM_IDLE,
                        ConfigDef.Type.LONG,
                        60_000L,
                        Range.between(1_000L, 86_400_000L),
                        Importance.MEDIUM,
                        "If redis.mode is consumer-group: after how many milliseconds without a sign of life a task takes"
                                + " over what was delivered to another consumer. While a task waits for Kafka it gives such"
                                + " signs.");
    }

    private static void defineRecords(ConfigDef keys) {
        keys.define(
                        KEY,
                        ConfigDef.Type.STRING,
                        "stream",
                        matches(KEYS),
                        Importance.MEDIUM,
                        "What becomes the record's key, and with that decides its partition: none, stream (the stream's or"
                                + " channel's name), id, or field:<name>.")
                .define(
                        VALUE,
                        ConfigDef.Type.STRING,
                        "json",
                        matches(VALUES),
                        Importance.MEDIUM,
                        "What becomes the record's value: json (a text with all fields), map (of texts), text:<field> or"
                                + " bytes:<field>, null for an entry without it. The converter of values has to suit it."
                                + " Messages of channels are bytes always.")
                .define(
                        HEADERS,
                        ConfigDef.Type.LIST,
                        List.of("header.*"),
                        Importance.MEDIUM,
                        "Fields that become headers and are left out of json and map: names, or prefixes that end with * and"
                                + " are cut off.");
    }

    private static ConfigDef.Validator matches(Pattern pattern) {
        return ConfigDef.LambdaValidator.with(
                (name, value) -> {
                    if (!(value instanceof String text)
                            || !pattern.matcher(text).matches()) {
                        throw new ConfigException(name, value, "must match " + pattern.pattern());
                    }
                },
                pattern::pattern);
    }

    static SourceMode mode(Map<String, String> given) {
        String mode = given.getOrDefault(MODE, "exactly-once")
                .toUpperCase(Locale.ROOT)
                .replace('-', '_');
        for (SourceMode known : SourceMode.values()) {
            if (known.name().equals(mode)) {
                return known;
            }
        }
        return SourceMode.CONSUMER_GROUP; // a wrong value, which the check of the configuration reports
    }

    SourceMode mode() {
        return mode(originalsStrings());
    }

    List<String> streams() {
        return getList(STREAMS).stream().distinct().toList();
    }

    List<String> channels() {
        return getList(CHANNELS).stream().distinct().toList();
    }

    /** What is shared out among tasks. */
    List<String> places() {
        return mode() == SourceMode.PUBSUB ? channels() : streams();
    }

    /** {@code earliest}, {@code latest} or an id. */
    String start() {
        return getString(START);
    }

    boolean failsOnGap() {
        return "fail".equals(getString(ON_GAP));
    }

    String group() {
        return getString(GROUP);
    }

    String consumer() {
        Map<String, String> given = originalsStrings();
        String name = getString(CONSUMER);
        return (name == null ? given.getOrDefault("name", "holdfast") : name) + "-" + given.getOrDefault(TASK, "0");
    }

    Duration claimIdle() {
        return Duration.ofMillis(getLong(CLAIM_IDLE));
    }

    int maxInFlight() {
        return getInt(SourceSettings.MAX_IN_FLIGHT);
    }

    String topic() {
        return getString(SourceSettings.TOPIC);
    }

    String key() {
        return getString(KEY);
    }

    String value() {
        return getString(VALUE);
    }

    List<String> headers() {
        return getList(HEADERS);
    }

    /** The name of the header that a field becomes; null if it is none. */
    @Nullable
    String headerOf(String field) {
        for (String header : headers()) {
            if (header.endsWith("*")) {
                String prefix = header.substring(0, header.length() - 1);
                if (field.startsWith(prefix) && field.length() > prefix.length()) {
                    return field.substring(prefix.length());
                }
            } else if (header.equals(field)) {
                return field;
            }
        }
        return null;
    }
}
