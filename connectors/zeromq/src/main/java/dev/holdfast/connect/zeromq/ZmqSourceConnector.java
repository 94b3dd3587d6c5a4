package dev.holdfast.connect.zeromq;

import dev.holdfast.connect.UniformSourceConnector;
import java.util.Map;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;

/** Messages of ZeroMQ to a topic; {@code zeromq.socket} says how. */
public final class ZmqSourceConnector extends UniformSourceConnector {
    /** For Connect. */
    public ZmqSourceConnector() {}

    @Override
    public Class<? extends Task> taskClass() {
        return ZmqSourceTask.class;
    }

    @Override
    public ConfigDef config() {
        return ZmqSourceConfig.keys();
    }

    /**
     * One where several would take each other's place (an address can be bound once) or messages (what is published comes to
     * each subscriber; numbers that went elsewhere would count as missing).
     */
    @Override
    protected int tasks(Map<String, String> given, int maxTasks) {
        boolean one = Boolean.parseBoolean(given.get(ZmqLink.BIND))
                || Boolean.parseBoolean(given.get(ZmqSourceConfig.SEQUENCE))
                || ZmqSourceConfig.isSocket(given, SourceSocket.SUB);
        return one ? 1 : maxTasks;
    }

    /** Opens nothing: peers may come later, and an address may be bound by the task that this is to replace. */
    @Override
    public Config validate(Map<String, String> given) {
        Config config = super.validate(given);
        ZmqLink.checkRole(config, given);
        if (Boolean.parseBoolean(given.get(ZmqSourceConfig.SEQUENCE))
                && ZmqSourceConfig.isSocket(given, SourceSocket.ROUTER)) {
            ZmqLink.report(config, ZmqSourceConfig.SEQUENCE, "is not for router, whose messages have an id");
        }
        return config;
    }
}
