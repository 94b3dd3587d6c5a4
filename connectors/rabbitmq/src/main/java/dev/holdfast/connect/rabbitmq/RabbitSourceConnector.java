package dev.holdfast.connect.rabbitmq;

import com.rabbitmq.client.Connection;
import dev.holdfast.connect.ConfigChecks;
import dev.holdfast.connect.UniformSourceConnector;
import java.util.Map;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;

/** Messages of a queue to a topic, at least once. All tasks consume from the same queue. */
public final class RabbitSourceConnector extends UniformSourceConnector {
    /** For Connect. */
    public RabbitSourceConnector() {}

    @Override
    public Class<? extends Task> taskClass() {
        return RabbitSourceTask.class;
    }

    @Override
    public ConfigDef config() {
        return RabbitSourceConfig.keys();
    }

    @Override
    public Config validate(Map<String, String> given) {
        return ConfigChecks.connects(super.validate(given), given, RabbitConnection.HOST, () -> {
            try (Connection connection = RabbitConnection.open(new RabbitSourceConfig(given), "holdfast-check")) {
                connection.createChannel().queueDeclarePassive(new RabbitSourceConfig(given).queue());
            }
        });
    }
}
