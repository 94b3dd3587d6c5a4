package dev.holdfast.connect.rabbitmq;

import dev.holdfast.connect.ConfirmingSinkTask;
import dev.holdfast.connect.RetrySettings;
import dev.holdfast.connect.SinkSession;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Publishes to an exchange. */
public final class RabbitSinkTask extends ConfirmingSinkTask {
    private @Nullable RabbitSinkConfig config;

    /** For Connect. */
    public RabbitSinkTask() {}

    @Override
    protected RetrySettings configure(Map<String, String> properties) {
        config = new RabbitSinkConfig(properties);
        return RetrySettings.of(config);
    }

    @Override
    protected SinkSession open() throws Exception {
        if (config == null) {
            throw new IllegalStateException("The task was not started");
        }
        return RabbitSinkSession.open(config);
    }
}
