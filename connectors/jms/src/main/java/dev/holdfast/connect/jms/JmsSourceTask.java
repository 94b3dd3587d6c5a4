package dev.holdfast.connect.jms;

import dev.holdfast.connect.AckingSourceTask;
import dev.holdfast.connect.SourceSettings;
import dev.holdfast.connect.UpstreamSession;
import jakarta.jms.Message;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a queue or a topic. */
public final class JmsSourceTask extends AckingSourceTask<Message> {
    private @Nullable JmsSourceConfig config;

    /** For Connect. */
    public JmsSourceTask() {}

    @Override
    protected SourceSettings configure(Map<String, String> properties) {
        config = new JmsSourceConfig(properties);
        return SourceSettings.of(config);
    }

    @Override
    protected UpstreamSession<Message> open() throws Exception {
        if (config == null) {
            throw new IllegalStateException("The task was not started");
        }
        return JmsSourceSession.open(config);
    }
}
