package dev.holdfast.connect.redis;

import dev.holdfast.connect.ConfigChecks;
import dev.holdfast.connect.ConnectorVersion;
import dev.holdfast.connect.SourceSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.ConnectorTransactionBoundaries;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.apache.kafka.connect.source.SourceConnector;

/** Streams and channels of Redis to a topic; {@code redis.mode} says how. */
public final class RedisSourceConnector extends SourceConnector {
    private static final Set<String> PARTITION = Set.of(RedisRecords.STREAM);
    private static final String ANY_ID = "\\d+-\\d+";

    private Map<String, String> properties = Map.of();

    /** For Connect. */
    public RedisSourceConnector() {}

    @Override
    public String version() {
        return ConnectorVersion.current();
    }

    @Override
    public Class<? extends Task> taskClass() {
        return RedisSourceTask.class;
    }

    @Override
    public ConfigDef config() {
        return RedisSourceConfig.keys();
    }

    @Override
    public void start(Map<String, String> given) {
        properties = Map.copyOf(given);
    }

    @Override
    public void stop() {}

    /** A group shares its streams out itself; otherwise each stream or channel has one task. */
    @Override
    public List<Map<String, String>> taskConfigs(int maxTasks) {
        RedisSourceConfig config = new RedisSourceConfig(properties);
        List<String> places = config.places();
        SourceMode mode = config.mode();
        boolean shared = mode == SourceMode.CONSUMER_GROUP;
        int tasks = shared ? maxTasks : Math.min(maxTasks, Math.max(1, places.size()));
        String key = mode == SourceMode.PUBSUB ? RedisSourceConfig.CHANNELS : RedisSourceConfig.STREAMS;
        List<Map<String, String>> configs = new ArrayList<>();
        for (int task = 0; task < tasks; task++) {
            Map<String, String> own = new HashMap<>(properties);
            own.put(RedisSourceConfig.TASK, Integer.toString(task));
            if (!shared) {
                own.put(key, String.join(",", share(places, task, tasks)));
            }
            configs.add(own);
        }
        return configs;
    }

    private static List<String> share(List<String> places, int task, int tasks) {
        List<String> share = new ArrayList<>();
        for (int i = task; i < places.size(); i += tasks) {
            share.add(places.get(i));
        }
        return share;
    }

    @Override
    public ExactlyOnceSupport exactlyOnceSupport(Map<String, String> given) {
        return RedisSourceConfig.mode(given) == SourceMode.EXACTLY_ONCE
                ? ExactlyOnceSupport.SUPPORTED
                : ExactlyOnceSupport.UNSUPPORTED;
    }

    @Override
    public ConnectorTransactionBoundaries canDefineTransactionBoundaries(Map<String, String> given) {
        return ConnectorTransactionBoundaries.UNSUPPORTED;
    }

    @Override
    public Config validate(Map<String, String> given) {
        Config config = super.validate(given);
        SourceMode mode = RedisSourceConfig.mode(given);
        if (mode == SourceMode.PUBSUB) {
            require(config, given, RedisSourceConfig.CHANNELS, "if redis.mode is pubsub");
        } else {
            require(config, given, RedisSourceConfig.STREAMS, "unless redis.mode is pubsub");
        }
        if (mode == SourceMode.CONSUMER_GROUP) {
            require(config, given, RedisSourceConfig.GROUP, "if redis.mode is consumer-group");
        }
        if ("reject".equals(given.get(SourceSettings.ON_DROPPED))) {
            report(config, SourceSettings.ON_DROPPED, "can't be reject: Redis keeps no refused entries");
        }
        return ConfigChecks.connects(config, given, RedisAddress.URI, () -> check(new RedisSourceConfig(given)));
    }

    /** Connects, and asks for each stream, which shows a missing right and a key of another type. */
    private static void check(RedisSourceConfig config) throws Exception {
        try (RedisNodes nodes = RedisNodes.open(new RedisAddress(config), "holdfast-check")) {
            if (config.mode() != SourceMode.PUBSUB) {
                config.streams().forEach(stream -> StreamState.of(nodes.of(stream), stream));
            }
        }
    }

    /** With a group, offsets may be removed, which changes nothing, but not set: the group knows the position. */
    @Override
    public boolean alterOffsets(Map<String, String> given, Map<Map<String, ?>, Map<String, ?>> offsets) {
        boolean inKafka = RedisSourceConfig.mode(given) == SourceMode.EXACTLY_ONCE;
        offsets.forEach((partition, offset) -> {
            if (offset != null && !inKafka) {
                throw new ConnectException("The position is kept by Redis; offsets here can be removed, not set");
            }
            if (inKafka && !partition.keySet().equals(PARTITION)) {
                throw new ConnectException("A partition has the keys " + PARTITION + ", not " + partition.keySet());
            }
            if (offset != null && !(offset.get(RedisRecords.ID) instanceof String id && id.matches(ANY_ID))) {
                throw new ConnectException("An offset is {\"id\": \"1700000000000-0\"}, the last id that was read");
            }
        });
        return true;
    }

    private static void require(Config config, Map<String, String> given, String key, String when) {
        if (given.getOrDefault(key, "").isBlank()) {
            report(config, key, "is required " + when);
        }
    }

    private static void report(Config config, String key, String message) {
        config.configValues().stream()
                .filter(value -> value.name().equals(key))
                .forEach(value -> value.addErrorMessage(message));
    }
}
