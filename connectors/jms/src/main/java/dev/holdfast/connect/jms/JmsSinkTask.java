package dev.holdfast.connect.jms;

import dev.holdfast.connect.ConfirmingSinkTask;
import dev.holdfast.connect.RetrySettings;
import dev.holdfast.connect.SinkSession;
import jakarta.jms.JMSException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes to a queue or a topic. */
public final class JmsSinkTask extends ConfirmingSinkTask {
    private @Nullable JmsSinkConfig config;

    /** For Connect. */
    public JmsSinkTask() {}

    @Override
    protected RetrySettings configure(Map<String, String> properties) {
        config = new JmsSinkConfig(properties);
        return RetrySettings.of(config);
    }

    @Override
    protected SinkSession open() throws Exception {
        if (config == null) {
            throw new IllegalStateException("The task was not started");
        }
        return open(config);
    }

    static SinkSession open(JmsSinkConfig config) throws JMSException {
        JmsConnection connection = config.address().open(1);
        try {
            SinkSession session =
                    switch (config.address().provider()) {
                        case ACTIVEMQ -> new TransactedSinkSession(config, connection);
                        case ARTEMIS -> new ConfirmedSinkSession(config, connection);
                    };
            connection.get().start();
            return session;
        } catch (JMSException e) {
            connection.close();
            throw JmsAddress.lastingOrSame(e);
        } catch (RuntimeException e) {
            connection.close();
            throw e;
        }
    }
}
