package dev.holdfast.embedded;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.kafka.server.ServerSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Free ports that stay bound until a broker of this JVM takes the socket itself, so that nobody can take one in between.
 *
 * <p>They lie below the ranges from which operating systems pick ports for outgoing connections: a client that calls a
 * stopped broker on a port from that range may end up connected to itself, and the broker can't come back.
 */
final class HeldPorts implements ServerSocketFactory, AutoCloseable {
    private static final int LOWEST = 20_000;
    private static final int HIGHEST = 32_000;
    private static final int ATTEMPTS = 10_000;

    private final Map<Integer, ServerSocketChannel> held = new ConcurrentHashMap<>();
    private final List<NodePorts> nodes = new ArrayList<>();

    /** Binds the ports of so many nodes. */
    HeldPorts(int count) {
        for (int node = 0; node < count; node++) {
            nodes.add(new NodePorts(node, bindAny(), bindAny(), bindAny()));
        }
    }

    List<NodePorts> nodes() {
        return List.copyOf(nodes);
    }

    @Override
    public ServerSocketChannel openServerSocket(
            String listenerName, InetSocketAddress address, int listenBacklogSize, int receiveBufferSize)
            throws IOException {
        ServerSocketChannel bound = held.remove(address.getPort());
        if (bound != null) {
            bound.configureBlocking(false);
            return bound;
        }
        return ServerSocketFactory.INSTANCE.openServerSocket(
                listenerName, address, listenBacklogSize, receiveBufferSize);
    }

    /** Frees the ports that no broker has taken. */
    @Override
    public void close() {
        held.values().forEach(HeldPorts::close);
        held.clear();
    }

    private static void close(ServerSocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            throw new ClusterException("The port of " + channel + " can't be released", e);
        }
    }

    private int bindAny() {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
            ServerSocketChannel channel = tryBind(port);
            if (channel != null) {
                held.put(port, channel);
                return port;
            }
        }
        close();
        throw new ClusterException("No free port between " + LOWEST + " and " + HIGHEST + " on " + NodePorts.HOST);
    }

    private static @Nullable ServerSocketChannel tryBind(int port) {
        try {
            ServerSocketChannel channel = ServerSocketChannel.open();
            try {
                return channel.bind(NodePorts.address(port));
            } catch (BindException taken) {
                channel.close();
                return null;
            }
        } catch (IOException e) {
            throw new ClusterException("Port " + port + " can't be bound on " + NodePorts.HOST, e);
        }
    }
}
