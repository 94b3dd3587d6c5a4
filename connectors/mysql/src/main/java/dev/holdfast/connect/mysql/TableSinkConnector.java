package dev.holdfast.connect.mysql;

import dev.holdfast.connect.ConfigChecks;
import dev.holdfast.connect.UniformSinkConnector;
import java.util.Map;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;

/**
 * Records to rows of tables, exactly once: how far a partition has come is a row in the same database, changed in the same
 * transaction.
 */
public final class TableSinkConnector extends UniformSinkConnector {
    /** For Connect. */
    public TableSinkConnector() {}

    @Override
    public Class<? extends Task> taskClass() {
        return TableSinkTask.class;
    }

    @Override
    public ConfigDef config() {
        return TableSinkConfig.keys();
    }

    @Override
    public Config validate(Map<String, String> given) {
        Config config = TableSinkConfig.checkTogether(super.validate(given));
        return ConfigChecks.connects(
                config, given, Database.URL, () -> Database.close(Database.open(new TableSinkConfig(given))));
    }
}
