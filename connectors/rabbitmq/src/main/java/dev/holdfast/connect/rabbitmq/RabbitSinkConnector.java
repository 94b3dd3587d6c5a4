package dev.holdfast.connect.rabbitmq;

import com.rabbitmq.client.Connection;
import dev.holdfast.connect.ConfigChecks;
import dev.holdfast.connect.UniformSinkConnector;
import java.util.Map;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;

/** Records to an exchange, at least once, each confirmed by RabbitMQ before its offset is committed. */
public final class RabbitSinkConnector extends UniformSinkConnector {
    /** For Connect. */
    public RabbitSinkConnector() {}

    @Override
    public Class<? extends Task> taskClass() {
        return RabbitSinkTask.class;
    }

    @Override
    public ConfigDef config() {
        return RabbitSinkConfig.keys();
    }

    @Override
    public Config validate(Map<String, String> given) {
        return ConfigChecks.connects(super.validate(given), given, RabbitConnection.HOST, () -> {
            RabbitSinkConfig config = new RabbitSinkConfig(given);
            try (Connection connection = RabbitConnection.open(config, "holdfast-check")) {
                if (!config.exchange().isEmpty()) {
                    connection.createChannel().exchangeDeclarePassive(config.exchange());
                }
            }
        });
    }
}
