package dev.holdfast.examples.chaos;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * What is between clients and one broker: passes on what they say, one message after the other, for as long as nobody does
 * anything to it. May be used from any thread; it has one for each direction of each connection.
 */
final class Wire implements AutoCloseable {
    private static final long SLOW_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Supplier<Ear> ears;
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

    /** Listens to one connection. Requests come from one thread, answers from another. */
    interface Ear {
        /** Whether this request, which begins with its header, is to go on to the broker. */
        boolean passesRequest(ByteBuffer request);

        /** Whether this answer, which begins with its header, is to go on to the client. */
        boolean passesAnswer(ByteBuffer answer);
    }

    private static final Ear DEAF = new Ear() {
        @Override
        public boolean passesRequest(ByteBuffer request) {
            return true;
        }

        @Override
        public boolean passesAnswer(ByteBuffer answer) {
            return true;
        }
    };

    /** A wire that leads nowhere yet, to which nobody listens. */
    Wire() {
        this(() -> DEAF);
    }

    /**
     * A wire that leads nowhere yet.
     *
     * @param ears asked for one for each connection
     */
    Wire(Supplier<Ear> ears) {
        this.ears = ears;
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
            Ear ear = ears.get();
            Thread answers = start(() -> pass(broker, client, ear, true), "chaos-wire-answers");
            pass(client, broker, ear, false);
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

    private void pass(Socket from, Socket to, Ear ear, boolean areAnswers) {
        try (from;
                to) {
            DataInputStream input = new DataInputStream(from.getInputStream());
            DataOutputStream output = new DataOutputStream(to.getOutputStream());
            boolean isBroken = false;
            while (true) {
                byte[] message = new byte[input.readInt()];
                input.readFully(message);
                State now = state;
                if (now == State.SLOW) {
                    LockSupport.parkNanos(SLOW_NANOS);
                }
                isBroken |= areAnswers && now == State.HALF_OPEN;
                ByteBuffer heard = ByteBuffer.wrap(message).asReadOnlyBuffer();
                if (isBroken) { // for ever: what comes behind a hole makes no sense
                    swallowed.addAndGet(message.length);
                } else if (areAnswers ? ear.passesAnswer(heard) : ear.passesRequest(heard)) {
                    byte[] framed = ByteBuffer.allocate(Integer.BYTES + message.length)
                            .putInt(message.length)
                            .put(message)
                            .array();
                    output.write(framed);
                }
            }
        } catch (EOFException e) {
            // The end of what was said.
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
