package dev.holdfast.connect.rabbitmq;

import dev.holdfast.connect.AckingSourceTask;
import dev.holdfast.connect.SourceSettings;
import dev.holdfast.connect.UpstreamSession;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Consumes from a queue. */
public final class RabbitSourceTask extends AckingSourceTask<Long> {
    private @Nullable RabbitSourceConfig config;

    /** For Connect. */
    public RabbitSourceTask() {}

    @Override
    protected SourceSettings configure(Map<String, String> properties) {
        config = new RabbitSourceConfig(properties);
        return SourceSettings.of(config);
    }

    @Override
    protected UpstreamSession<Long> open() throws Exception {
        if (config == null) {
            throw new IllegalStateException("The task was not started");
        }
        return RabbitSourceSession.open(config);
    }
}
