package dev.holdfast.connect.lab;

/**
 * A server of another system that connectors talk to, on a port that stays the same over restarts. Its data survive
 * restarts, too.
 */
public interface Server extends AutoCloseable {
    /**
     * The port that its own clients connect to.
     *
     * @return a port on loopback
     */
    int port();

    /** Starts it, or starts it again on its data, and returns when clients can connect. */
    void start();

    /** Stops it in good order. */
    void stop();

    /** Ends it at once, as a crash would. */
    void kill();

    /** Ends it and deletes its data. */
    @Override
    void close();
}
