package dev.holdfast.connect.redis;

import dev.holdfast.connect.OffsetKeepingSession;
import dev.holdfast.connect.OffsetKeepingSinkTask;
import dev.holdfast.connect.RetrySettings;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes to Redis. */
public final class RedisSinkTask extends OffsetKeepingSinkTask {
    private @Nullable RedisSinkConfig config;

    /** For Connect. */
    public RedisSinkTask() {}

    @Override
    protected RetrySettings configure(Map<String, String> properties) {
        config = new RedisSinkConfig(properties);
        return RetrySettings.of(config);
    }

    @Override
    protected OffsetKeepingSession openSession() throws Exception {
        if (config == null) {
            throw new IllegalStateException("The task was not started");
        }
        return RedisSinkSession.open(config);
    }
}
