package dev.holdfast.connect;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.ConnectorTransactionBoundaries;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.apache.kafka.connect.source.SourceConnector;

/**
 * A source whose tasks all have the same configuration: the system shares the messages out among them and keeps the position.
 * Delivery is at least once, whatever the worker supports.
 */
public abstract class UniformSourceConnector extends SourceConnector {
    private Map<String, String> properties = Map.of();

    /** For subclasses, which Connect creates. */
    protected UniformSourceConnector() {}

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
        return Collections.nCopies(tasks(properties, maxTasks), properties);
    }

    @Override
    public final void stop() {}

    /**
     * How many tasks there are to be.
     *
     * @param given the connector's configuration
     * @param maxTasks {@code tasks.max}
     * @return from 1 to {@code maxTasks}
     */
    protected int tasks(Map<String, String> given, int maxTasks) {
        return maxTasks;
    }

    @Override
    public ExactlyOnceSupport exactlyOnceSupport(Map<String, String> given) {
        return ExactlyOnceSupport.UNSUPPORTED;
    }

    @Override
    public final ConnectorTransactionBoundaries canDefineTransactionBoundaries(Map<String, String> given) {
        return ConnectorTransactionBoundaries.UNSUPPORTED;
    }

    /** Offsets may be removed, which changes nothing, but not set: the system knows the position, nobody else. */
    @Override
    public boolean alterOffsets(Map<String, String> given, Map<Map<String, ?>, Map<String, ?>> offsets) {
        if (offsets.values().stream().anyMatch(offset -> offset != null)) {
            throw new ConnectException("The position is kept by the system that messages come from; offsets here can be"
                    + " removed, not set");
        }
        return true;
    }
}
