package dev.holdfast.connect.redis;

import dev.holdfast.connect.ConfigChecks;
import dev.holdfast.connect.ConnectorVersion;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkConnector;

/** Records to Redis, each together with its offset, so that each has its effect once. */
public final class RedisSinkConnector extends SinkConnector {
    private Map<String, String> properties = Map.of();

    /** For Connect. */
    public RedisSinkConnector() {}

    @Override
    public String version() {
        return ConnectorVersion.current();
    }

    @Override
    public Class<? extends Task> taskClass() {
        return RedisSinkTask.class;
    }

    @Override
    public ConfigDef config() {
        return RedisSinkConfig.keys();
    }

    @Override
    public void start(Map<String, String> given) {
        properties = Map.copyOf(given);
    }

    @Override
    public List<Map<String, String>> taskConfigs(int maxTasks) {
        return Collections.nCopies(maxTasks, properties);
    }

    @Override
    public void stop() {}

    @Override
    public Config validate(Map<String, String> given) {
        Config config = super.validate(given);
        boolean cluster = "true".equalsIgnoreCase(given.get(RedisAddress.CLUSTER));
        if (cluster && !RedisSinkConfig.template(given).hasTag()) {
            config.configValues().stream()
                    .filter(value -> value.name().equals(RedisSinkConfig.KEY))
                    .forEach(
                            value -> value.addErrorMessage("must have {${topic}-${partition}} in it, and no other brace"
                                    + " and no ${key} before it, since Redis is a cluster: a record and its offset are written"
                                    + " together only if they have one slot"));
        }
        return ConfigChecks.connects(config, given, RedisAddress.URI, () -> {
            RedisSinkConfig parsed = new RedisSinkConfig(given);
            try (RedisSinkSession session = RedisSinkSession.open(parsed)) {
                session.stored(List.of(new TopicPartition("holdfast-check", 0)));
            }
        });
    }

    /** Sets the offsets in Redis, which are those that count. */
    @Override
    public boolean alterOffsets(Map<String, String> given, Map<TopicPartition, Long> offsets) {
        RedisSinkConfig config = new RedisSinkConfig(given);
        try (RedisNodes nodes = RedisNodes.open(new RedisAddress(config), "holdfast-offsets")) {
            offsets.forEach((partition, offset) -> {
                String key = config.offsetKey(partition);
                if (offset == null || offset == 0) {
                    nodes.of(key).del(key);
                } else {
                    nodes.of(key).set(key, Long.toString(offset - 1));
                }
            });
            return true;
        } catch (Exception e) {
            throw new ConnectException("The offsets in Redis could not be altered", e);
        }
    }
}
