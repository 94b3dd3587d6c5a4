package dev.holdfast.connect.jms;

import dev.holdfast.connect.ConfigChecks;
import dev.holdfast.connect.UniformSourceConnector;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.connector.Task;

/** Messages of a queue or a topic of a JMS broker to a topic of Kafka, at least once. */
public final class JmsSourceConnector extends UniformSourceConnector {
    /** For Connect. */
    public JmsSourceConnector() {}

    @Override
    public Class<? extends Task> taskClass() {
        return JmsSourceTask.class;
    }

    @Override
    public ConfigDef config() {
        return JmsSourceConfig.keys();
    }

    /** Tasks can share a queue and a shared subscription; another subscription is that of one. */
    @Override
    protected int tasks(Map<String, String> given, int maxTasks) {
        JmsSourceConfig config = new JmsSourceConfig(given);
        return config.isTopic() && !config.isShared() ? 1 : maxTasks;
    }

    @Override
    public Config validate(Map<String, String> given) {
        Config checked = super.validate(given);
        JmsSourceConfig.checkTogether(
                checked.configValues().stream().collect(Collectors.toMap(ConfigValue::name, Function.identity())));
        return ConfigChecks.connects(checked, given, JmsAddress.URL, () -> {
            JmsSourceConfig config = new JmsSourceConfig(given);
            try (JmsConnection connection = JmsAddress.of(config, null).open(config.window())) {
                JmsSourceSession.check(connection, config);
            }
        });
    }
}
