package dev.holdfast.connect.jms;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection that notes when it is lost: clients tell that to a listener on a thread of their own, and let whoever receives
 * wait on.
 */
final class JmsConnection implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JmsConnection.class);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);

    private final Connection connection;
    private final Runnable release;
    private final AtomicReference<@Nullable String> lost = new AtomicReference<>();

    /**
     * Wraps a connection that is not started.
     *
     * @param release what to do when it is closed
     */
    JmsConnection(Connection connection, Runnable release) throws JMSException {
        this.connection = connection;
        this.release = release;
        connection.setExceptionListener(e -> lost.compareAndSet(null, "the connection ended: " + e.getMessage()));
    }

    Connection get() {
        return connection;
    }

    boolean isOpen() {
        return lost.get() == null;
    }

    void requireOpen() throws JMSException {
        String reason = lost.get();
        if (reason != null) {
            throw new JMSException(reason);
        }
    }

    /** A client may wait for an answer that does not come any more; it is left to that after a moment. */
    @Override
    public void close() {
        Thread closing = new Thread(this::closeAll, "holdfast-jms-close");
        closing.setDaemon(true);
        closing.start();
        try {
            closing.join(CLOSE_LIMIT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void closeAll() {
        try {
            connection.close();
        } catch (JMSException e) {
            LOG.debug("Closing a connection that may be lost: {}", e.toString());
        } finally {
            release.run();
        }
    }
}
