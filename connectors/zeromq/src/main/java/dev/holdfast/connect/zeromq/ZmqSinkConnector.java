package dev.holdfast.connect.zeromq;

import dev.holdfast.connect.UniformSinkConnector;
import java.util.Map;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;

/** Records to ZeroMQ; {@code zeromq.socket} says how. */
public final class ZmqSinkConnector extends UniformSinkConnector {
    /** For Connect. */
    public ZmqSinkConnector() {}

    @Override
    public Class<? extends Task> taskClass() {
        return ZmqSinkTask.class;
    }

    @Override
    public ConfigDef config() {
        return ZmqSinkConfig.keys();
    }

    /** Opens nothing: peers may come later, and an address may be bound by the task that this is to replace. */
    @Override
    public Config validate(Map<String, String> given) {
        Config config = super.validate(given);
        ZmqLink.checkRole(config, given);
        if (Boolean.parseBoolean(given.get(ZmqLink.BIND)) && !"1".equals(given.getOrDefault("tasks.max", "1"))) {
            ZmqLink.report(config, ZmqLink.BIND, "needs tasks.max to be 1: an address can be bound once");
        }
        return config;
    }
}
