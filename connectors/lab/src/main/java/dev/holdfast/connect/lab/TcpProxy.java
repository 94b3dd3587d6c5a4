package dev.holdfast.connect.lab;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes TCP connections on to a server on this machine, and breaks them in the ways that networks do.
 *
 * <p>Two threads for each connection copy bytes; they are daemons and end with it.
 */
public final class TcpProxy implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TcpProxy.class);
    private static final int BUFFER_BYTES = 64 * 1024;

    private final int target;
    private final ServerSocket listener;
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /**
     * Starts to listen.
     *
     * @param target the server's port on loopback; nobody needs to listen there yet
     */
    public TcpProxy(int target) {
        this.target = target;
        try {
            listener = new ServerSocket();
            listener.setReuseAddress(true);
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), FreePorts.next()));
        } catch (IOException e) {
            throw new LabException("The proxy can't listen", e);
        }
        start("accept", this::accept);
    }

    /**
     * The port that clients connect to.
     *
     * @return a port on loopback
     */
    public int port() {
        return listener.getLocalPort();
    }

    /** Resets all connections, both sides; new ones are taken. */
    public void cut() {
        for (Connection connection : connections) {
            reset(connection.client);
            reset(connection.server);
        }
        connections.removeIf(connection -> connection.client.isClosed());
    }

    /**
     * Passes nothing on any more on the connections that there are, in neither direction, as when a cable is pulled: they stay
     * open on both sides. New connections work.
     */
    public void strand() {
        connections.forEach(connection -> connection.stranded = true);
    }

    @Override
    public void close() {
        closed = true;
        try {
            listener.close();
        } catch (IOException e) {
            throw new LabException("The proxy can't be closed", e);
        } finally {
            cut();
        }
    }

    private void accept() {
        while (!closed) {
            try {
                connect(listener.accept());
            } catch (IOException e) {
                if (!closed) {
                    LOG.warn("The proxy to port {} can't accept: {}", target, e.toString());
                }
            }
        }
    }

    private void connect(Socket client) {
        try {
            Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            Connection connection = new Connection(client, server);
            connections.add(connection);
            start("to-server", () -> copy(client, server, connection));
            start("to-client", () -> copy(server, client, connection));
        } catch (IOException refused) {
            reset(client);
        }
    }

    private void copy(Socket from, Socket to, Connection connection) {
        byte[] buffer = new byte[BUFFER_BYTES];
        try {
            int count = from.getInputStream().read(buffer);
            while (count >= 0) {
                if (!connection.stranded) {
                    to.getOutputStream().write(buffer, 0, count);
                }
                count = from.getInputStream().read(buffer);
            }
            if (!connection.stranded) {
                close(from);
                close(to);
            }
        } catch (IOException e) {
            if (!connection.stranded) {
                reset(from);
                reset(to);
            }
        } finally {
            if (!connection.stranded) {
                connections.remove(connection);
            }
        }
    }

    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
        } catch (SocketException closedAlready) {
            LOG.debug("Closed already: {}", closedAlready.toString());
        }
        close(socket);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.debug("Closing a socket: {}", e.toString());
        }
    }

    private static void start(String name, Runnable task) {
        Thread thread = new Thread(task, "holdfast-proxy-" + name);
        thread.setDaemon(true);
        thread.start();
    }

    /** The two sockets of one connection. */
    private static final class Connection {
        private final Socket client;
        private final Socket server;
        private volatile boolean stranded;

        private Connection(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }
    }
}
