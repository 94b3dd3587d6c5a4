package dev.holdfast.connect.mysql;

import dev.holdfast.connect.AckingSourceTask;
import dev.holdfast.connect.SourceSettings;
import dev.holdfast.connect.UpstreamSession;
import java.sql.Connection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads one outbox table. */
public final class OutboxSourceTask extends AckingSourceTask<OutboxRow> {
    private @Nullable OutboxConfig config;
    private @Nullable InFlight inFlight;

    /** For Connect. */
    public OutboxSourceTask() {}

    @Override
    protected SourceSettings configure(Map<String, String> properties) {
        config = new OutboxConfig(properties);
        return SourceSettings.of(config);
    }

    /** A row stays in its table until it is told to be done; nothing hands it out again while this task knows of it. */
    @Override
    protected boolean deliversAgain() {
        return false;
    }

    @Override
    protected UpstreamSession<OutboxRow> open() throws Exception {
        if (config == null) {
            throw new IllegalStateException("The task was not started");
        }
        Connection connection = Database.open(config);
        try {
            if (inFlight == null) {
                @Nullable
                Map<String, Object> offset = context.offsetStorageReader().offset(Delivered.partition(config.table()));
                Claims.recover(connection, config, Delivered.of(offset));
                inFlight = new InFlight();
            }
            return new OutboxSession(config, connection, inFlight);
        } catch (Exception e) {
            Database.close(connection);
            throw e;
        }
    }
}
