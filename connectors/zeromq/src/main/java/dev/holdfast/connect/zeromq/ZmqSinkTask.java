package dev.holdfast.connect.zeromq;

import dev.holdfast.connect.ConfirmingSinkTask;
import dev.holdfast.connect.RetrySettings;
import dev.holdfast.connect.SinkSession;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sends records by one socket. */
public final class ZmqSinkTask extends ConfirmingSinkTask {
    private @Nullable ZmqSinkConfig config;

    /** For Connect. */
    public ZmqSinkTask() {}

    @Override
    protected RetrySettings configure(Map<String, String> properties) {
        config = new ZmqSinkConfig(properties);
        return RetrySettings.of(config);
    }

    @Override
    protected SinkSession open() {
        if (config == null) {
            throw new IllegalStateException("The task was not started");
        }
        return config.socket() == SinkSocket.DEALER ? AskingSession.open(config) : HandingSession.open(config);
    }
}
