package dev.holdfast;

import org.jspecify.annotations.Nullable;

/** The brokers did not answer in time, so that what needs them could not be done. */
public final class ClusterUnavailableException extends HoldfastException {
    private static final long serialVersionUID = 1L;

    private final String bootstrapServers;

    /**
     * Describes what was tried.
     *
     * @param bootstrapServers whom the client was to ask first
     * @param message what was tried, where and for how long
     * @param cause Kafka's own exception, or null
     */
    public ClusterUnavailableException(String bootstrapServers, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.bootstrapServers = bootstrapServers;
    }

    /**
     * The brokers that the client was to ask first.
     *
     * @return host:port, comma-separated
     */
    public String bootstrapServers() {
        return bootstrapServers;
    }
}
