package dev.holdfast.examples.bridge;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/** A socket that binds, and the one thread that uses it. */
final class ZmqPeer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ZmqPeer.class);
    private static final long LIMIT_SECONDS = 10;

    private final ZContext context = new ZContext();
    private final ZMQ.Socket socket;
    private final String endpoint;
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private @Nullable Future<?> work;
    private volatile boolean closed;

    ZmqPeer(SocketType type) {
        context.setLinger(0);
        socket = context.createSocket(type);
        endpoint = "tcp://127.0.0.1:" + socket.bindToRandomPort("tcp://127.0.0.1");
    }

    String endpoint() {
        return endpoint;
    }

    /** Repeats a step, which must not block for long, until the peer is closed. */
    void repeat(Consumer<ZMQ.Socket> step) {
        work = thread.submit(() -> {
            try {
                while (!closed) {
                    step.accept(socket);
                }
            } catch (RuntimeException e) {
                LOG.error("A peer of the example has ended", e);
                throw e;
            }
        });
    }

    /** Throws what has ended the thread, if something has. */
    void check() throws ExecutionException, InterruptedException {
        if (work != null && work.isDone()) {
            work.get();
        }
    }

    /** A socket may only be closed when its thread has left it. */
    @Override
    public void close() {
        closed = true;
        thread.shutdown();
        try {
            if (thread.awaitTermination(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                context.close();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
