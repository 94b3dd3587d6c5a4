package dev.holdfast.connect;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkConnector;

/** A sink whose tasks all have the same configuration, and that keeps no offsets outside of Kafka. */
public abstract class UniformSinkConnector extends SinkConnector {
    private Map<String, String> properties = Map.of();

    /** For subclasses, which Connect creates. */
    protected UniformSinkConnector() {}

    @Override
    public final String version() {
        return ConnectorVersion.current();
    }

    @Override
    public final void start(Map<String, String> given) {
        properties = Map.copyOf(given);
    }

    @Override
    public final List<Map<String, String>> taskConfigs(int maxTasks) {
        return Collections.nCopies(maxTasks, properties);
    }

    @Override
    public final void stop() {}

    /** Any offset will do: Kafka's are the only ones. */
    @Override
    public final boolean alterOffsets(Map<String, String> given, Map<TopicPartition, Long> offsets) {
        return true;
    }
}
