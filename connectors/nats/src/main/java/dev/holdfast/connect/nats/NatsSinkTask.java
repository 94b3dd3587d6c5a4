package dev.holdfast.connect.nats;

import dev.holdfast.connect.ConfirmingSinkTask;
import dev.holdfast.connect.RetrySettings;
import dev.holdfast.connect.SinkSession;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Publishes to JetStream. */
public final class NatsSinkTask extends ConfirmingSinkTask {
    private @Nullable NatsSinkConfig config;

    /** For Connect. */
    public NatsSinkTask() {}

    @Override
    protected RetrySettings configure(Map<String, String> properties) {
        config = new NatsSinkConfig(properties);
        return RetrySettings.of(config);
    }

    @Override
    protected SinkSession open() throws Exception {
        if (config == null) {
            throw new IllegalStateException("The task was not started");
        }
        return NatsSinkSession.open(config);
    }
}
