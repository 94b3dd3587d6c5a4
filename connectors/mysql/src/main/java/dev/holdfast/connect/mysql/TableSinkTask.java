package dev.holdfast.connect.mysql;

import dev.holdfast.connect.ConfirmingSinkTask;
import dev.holdfast.connect.RetrySettings;
import dev.holdfast.connect.SinkSession;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Writes to tables. */
public final class TableSinkTask extends ConfirmingSinkTask {
    private @Nullable TableSinkConfig config;

    /** For Connect. */
    public TableSinkTask() {}

    @Override
    protected RetrySettings configure(Map<String, String> properties) {
        config = new TableSinkConfig(properties);
        return RetrySettings.of(config);
    }

    @Override
    protected SinkSession open() throws SQLException {
        return TableSession.open(config());
    }

    @Override
    protected Map<TopicPartition, Long> positions(Collection<TopicPartition> partitions) throws SQLException {
        Connection connection = Database.open(config());
        try {
            return new Positions(connection, config()).read(partitions);
        } finally {
            Database.close(connection);
        }
    }

    private TableSinkConfig config() {
        if (config == null) {
            throw new IllegalStateException("The task was not started");
        }
        return config;
    }
}
