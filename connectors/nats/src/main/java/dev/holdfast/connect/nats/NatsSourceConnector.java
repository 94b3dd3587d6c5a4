package dev.holdfast.connect.nats;

import dev.holdfast.connect.ConfigChecks;
import dev.holdfast.connect.UniformSourceConnector;
import io.nats.client.Connection;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.ExactlyOnceSupport;

/** Messages of NATS to a topic; {@code nats.mode} says how. */
public final class NatsSourceConnector extends UniformSourceConnector {
    private static final Set<String> PARTITION = Set.of(NatsRecords.STREAM, NatsRecords.SUBJECT);

    /** For Connect. */
    public NatsSourceConnector() {}

    @Override
    public Class<? extends Task> taskClass() {
        return NatsSourceTask.class;
    }

    @Override
    public ConfigDef config() {
        return NatsSourceConfig.keys();
    }

    /** One, in the mode that reads a stream in its order. */
    @Override
    protected int tasks(Map<String, String> given, int maxTasks) {
        return NatsSourceConfig.mode(given) == SourceMode.SEQUENCE ? 1 : maxTasks;
    }

    @Override
    public ExactlyOnceSupport exactlyOnceSupport(Map<String, String> given) {
        return NatsSourceConfig.mode(given) == SourceMode.SEQUENCE
                ? ExactlyOnceSupport.SUPPORTED
                : ExactlyOnceSupport.UNSUPPORTED;
    }

    @Override
    public Config validate(Map<String, String> given) {
        Config config = super.validate(given);
        SourceMode mode = NatsSourceConfig.mode(given);
        if (mode != SourceMode.CORE) {
            require(config, given, NatsSourceConfig.STREAM, "unless nats.mode is core");
        }
        if (mode == SourceMode.DURABLE) {
            require(config, given, NatsSourceConfig.DURABLE, "if nats.mode is durable");
        }
        return ConfigChecks.connects(config, given, NatsConnection.URL, () -> {
            NatsSourceConfig parsed = new NatsSourceConfig(given);
            Connection connection = NatsConnection.open(parsed, "holdfast-check");
            try {
                if (mode != SourceMode.CORE) {
                    connection.getStreamContext(parsed.stream()).getStreamInfo();
                }
            } finally {
                NatsConnection.close(connection);
            }
        });
    }

    @Override
    public boolean alterOffsets(Map<String, String> given, Map<Map<String, ?>, Map<String, ?>> offsets) {
        if (NatsSourceConfig.mode(given) != SourceMode.SEQUENCE) {
            return super.alterOffsets(given, offsets);
        }
        offsets.forEach((partition, offset) -> {
            if (!partition.keySet().equals(PARTITION)) {
                throw new ConnectException("A partition has the keys " + PARTITION + ", not " + partition.keySet());
            }
            if (offset != null && !(offset.get(NatsRecords.SEQUENCE) instanceof Number last && last.longValue() >= 0)) {
                throw new ConnectException("An offset is {\"sequence\": n}, the last number that was read");
            }
        });
        return true;
    }

    private static void require(Config config, Map<String, String> given, String key, String when) {
        if (given.get(key) == null) {
            for (ConfigValue value : config.configValues()) {
                if (value.name().equals(key)) {
                    value.addErrorMessage("is required " + when);
                }
            }
        }
    }
}
