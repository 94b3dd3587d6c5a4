package dev.holdfast.connect.nats;

import dev.holdfast.connect.ConfigChecks;
import dev.holdfast.connect.UniformSinkConnector;
import java.util.Map;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;

/** Records to JetStream, each acknowledged before its offset is committed and told from its repetitions by its message id. */
public final class NatsSinkConnector extends UniformSinkConnector {
    /** For Connect. */
    public NatsSinkConnector() {}

    @Override
    public Class<? extends Task> taskClass() {
        return NatsSinkTask.class;
    }

    @Override
    public ConfigDef config() {
        return NatsSinkConfig.keys();
    }

    @Override
    public Config validate(Map<String, String> given) {
        return ConfigChecks.connects(
                super.validate(given),
                given,
                NatsConnection.URL,
                () -> NatsConnection.close(NatsConnection.open(new NatsSinkConfig(given), "holdfast-check")));
    }
}
