package dev.holdfast.connect.jms;

import dev.holdfast.connect.ConfigChecks;
import dev.holdfast.connect.UniformSinkConnector;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.connector.Task;

/**
 * Records to a queue or a topic of a JMS broker: once with Artemis, and with ActiveMQ Classic and a queue for positions; else
 * at least once.
 */
public final class JmsSinkConnector extends UniformSinkConnector {
    /** For Connect. */
    public JmsSinkConnector() {}

    @Override
    public Class<? extends Task> taskClass() {
        return JmsSinkTask.class;
    }

    @Override
    public ConfigDef config() {
        return JmsSinkConfig.keys();
    }

    @Override
    public Config validate(Map<String, String> given) {
        Config checked = super.validate(given);
        JmsSinkConfig.checkTogether(
                checked.configValues().stream().collect(Collectors.toMap(ConfigValue::name, Function.identity())));
        return ConfigChecks.connects(checked, given, JmsAddress.URL, () -> JmsSinkTask.open(new JmsSinkConfig(given))
                .close());
    }
}
