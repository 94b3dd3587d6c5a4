package dev.holdfast.connect.rabbitmq;

import dev.holdfast.connect.AckingSourceTask;
import dev.holdfast.connect.SourceSettings;
import dev.holdfast.connect.UpstreamSession;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a stream; where it is, it knows from its offsets in Kafka. */
public final class RabbitStreamSourceTask extends AckingSourceTask<Long> {
    private @Nullable RabbitStreamConfig config;
    private @Nullable StreamPosition position;

    /** For Connect. */
    public RabbitStreamSourceTask() {}

    @Override
    protected SourceSettings configure(Map<String, String> properties) {
        config = new RabbitStreamConfig(properties);
        return SourceSettings.of(config);
    }

    @Override
    protected UpstreamSession<Long> open() throws Exception {
        if (config == null) {
            throw new IllegalStateException("The task was not started");
        }
        if (position == null) {
            position = StreamPosition.read(context.offsetStorageReader(), config.stream());
        }
        return RabbitStreamSession.open(config, position);
    }
}
