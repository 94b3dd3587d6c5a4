package dev.holdfast.connect.nats;

import io.nats.client.Connection;
import io.nats.client.ErrorListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The client's own listener writes to java.util.logging; what matters is thrown by its methods, too. */
final class QuietErrors implements ErrorListener {
    private static final Logger LOG = LoggerFactory.getLogger(QuietErrors.class);

    @Override
    public void errorOccurred(Connection connection, String error) {
        LOG.warn("NATS answers: {}", error);
    }

    @Override
    public void exceptionOccurred(Connection connection, Exception e) {
        LOG.debug("The connection has an error: {}", e.toString());
    }
}
