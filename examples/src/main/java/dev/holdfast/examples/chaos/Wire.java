package dev.holdfast.examples.chaos;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * What is between clients and one broker: passes on what they say, for as long as nobody does anything to it. May be used
 * from any thread; it has one for each direction of each connection.
 */
final class Wire implements AutoCloseable {
    private static final int CHUNK = 8_192;
    private static final long SLOW_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final ServerSocket entry;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicLong swallowed = new AtomicLong();
    private volatile int end;
    private volatile State state = State.WHOLE;

    /** What a wire does with what it is to pass on. */
    enum State {
        WHOLE,
        /** Waits a while before each piece. */
        SLOW,
        /** Lets requests through and loses the answers: what was asked for is done, and nobody hears of it. */
        HALF_OPEN
    }

    /** A wire that leads nowhere yet. */
    Wire() {
        try {
            entry = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException("No port is free", e);
        }
    }

    /** Where clients are to connect to. */
    int port() {
        return entry.getLocalPort();
    }

    /** Begins to pass on to a port of the broker. */
    void leadTo(int port) {
        end = port;
        start(this::accept, "chaos-wire-" + port);
    }

    /** Sets what it does from now on; what was half open can't be mended, and is cut. */
    void become(State next) {
        State before = state;
        state = next;
        if (before == State.HALF_OPEN) {
            cut();
        }
    }

    /** Closes all connections. */
    void cut() {
        sockets.forEach(Wire::close);
    }

    /** How many bytes of answers were lost. */
    long swallowed() {
        return swallowed.get();
    }

    @Override
    public void close() {
        try {
            entry.close();
        } catch (IOException e) {
            throw new UncheckedIOException("A port can't be given back", e);
        }
        cut();
    }

    private void accept() {
        while (!entry.isClosed()) {
            Socket client;
            try {
                client = entry.accept();
            } catch (IOException e) {
                return; // closed: the run is over
            }
            sockets.add(client);
            start(() -> connect(client), "chaos-wire-connection");
        }
    }

    private void connect(Socket client) {
        try (client;
                Socket broker = new Socket(InetAddress.getLoopbackAddress(), end)) {
            client.setTcpNoDelay(true);
            broker.setTcpNoDelay(true);
            sockets.add(broker);
            Thread answers = start(() -> pass(broker, client, true), "chaos-wire-answers");
            pass(client, broker, false);
            close(broker);
            answers.join();
            sockets.remove(broker);
        } catch (IOException e) {
            // The broker is dead: the client finds that out as it would without a wire, its connection is closed.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            sockets.remove(client);
        }
    }

    private void pass(Socket from, Socket to, boolean areAnswers) {
        byte[] chunk = new byte[CHUNK];
        try (from;
                to) {
            InputStream input = from.getInputStream();
            OutputStream output = to.getOutputStream();
            boolean isBroken = false;
            int length = input.read(chunk);
            while (length >= 0) {
                State now = state;
                if (now == State.SLOW) {
                    LockSupport.parkNanos(SLOW_NANOS);
                }
                isBroken |= areAnswers && now == State.HALF_OPEN;
                if (isBroken) { // for ever: what comes behind a hole makes no sense
                    swallowed.addAndGet(length);
                } else {
                    output.write(chunk, 0, length);
                }
                length = input.read(chunk);
            }
        } catch (IOException e) {
            // One end was closed, or both were cut: closing the other tells its side.
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException("A connection can't be closed", e);
        }
    }

    private static Thread start(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
