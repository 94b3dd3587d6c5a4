package dev.holdfast.connect.rabbitmq;

import com.rabbitmq.client.Connection;
import dev.holdfast.connect.ConfigChecks;
import dev.holdfast.connect.UniformSourceConnector;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.ExactlyOnceSupport;

/** A stream to a topic, in its order: exactly once on a worker with exactly-once support. One task reads it. */
public final class RabbitStreamSourceConnector extends UniformSourceConnector {
    /** For Connect. */
    public RabbitStreamSourceConnector() {}

    @Override
    public Class<? extends Task> taskClass() {
        return RabbitStreamSourceTask.class;
    }

    @Override
    public ConfigDef config() {
        return RabbitStreamConfig.keys();
    }

    @Override
    protected int tasks(Map<String, String> given, int maxTasks) {
        return 1;
    }

    @Override
    public ExactlyOnceSupport exactlyOnceSupport(Map<String, String> given) {
        return ExactlyOnceSupport.SUPPORTED;
    }

    @Override
    public Config validate(Map<String, String> given) {
        return ConfigChecks.connects(super.validate(given), given, RabbitConnection.HOST, () -> {
            RabbitStreamConfig config = new RabbitStreamConfig(given);
            try (Connection connection = RabbitConnection.open(config, "holdfast-check")) {
                connection.createChannel().queueDeclarePassive(config.stream());
            }
        });
    }

    @Override
    public boolean alterOffsets(Map<String, String> given, Map<Map<String, ?>, Map<String, ?>> offsets) {
        offsets.forEach((partition, offset) -> {
            if (!partition.keySet().equals(Set.of(StreamPosition.STREAM))) {
                throw new ConnectException("A partition is {\"stream\": name}, not " + partition);
            }
            if (offset != null
                    && !(offset.get(StreamPosition.OFFSET) instanceof Number last && last.longValue() >= 0)) {
                throw new ConnectException("An offset is {\"offset\": n}, that of the last message that was read");
            }
        });
        return true;
    }
}
