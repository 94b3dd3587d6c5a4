package dev.holdfast.embedded;

import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/** The shared admin client, made on first use: one that is older than its brokers piles up requests for metadata. */
final class LazyAdmin implements AutoCloseable {
    private final String bootstrapServers;
    private @Nullable Admin admin;
    private boolean closed;

    LazyAdmin(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    synchronized Admin get() {
        if (closed) {
            throw new IllegalStateException("The cluster is closed");
        }
        if (admin == null) {
            admin = ClusterQueries.connect(bootstrapServers);
        }
        return admin;
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (admin != null) {
            admin.close();
        }
    }
}
