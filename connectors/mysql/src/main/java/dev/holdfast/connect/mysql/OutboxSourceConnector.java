package dev.holdfast.connect.mysql;

import dev.holdfast.connect.ConfigChecks;
import dev.holdfast.connect.UniformSourceConnector;
import java.sql.Connection;
import java.util.Map;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.source.ExactlyOnceSupport;

/** Rows of an outbox table to topics: exactly once on a worker with exactly-once support, else at least once. */
public final class OutboxSourceConnector extends UniformSourceConnector {
    /** For Connect. */
    public OutboxSourceConnector() {}

    @Override
    public Class<? extends Task> taskClass() {
        return OutboxSourceTask.class;
    }

    @Override
    public ConfigDef config() {
        return OutboxConfig.keys();
    }

    /** One: the order of a table has one reader. */
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
        Config config = super.validate(given);
        return ConfigChecks.connects(config, given, Database.URL, () -> {
            OutboxConfig parsed = new OutboxConfig(given);
            Connection connection = Database.open(parsed);
            try {
                OutboxReader.check(connection, parsed);
            } finally {
                Database.close(connection);
            }
        });
    }
}
