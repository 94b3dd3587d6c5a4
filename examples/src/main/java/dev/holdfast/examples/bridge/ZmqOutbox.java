package dev.holdfast.examples.bridge;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;
import org.zeromq.ZMsg;

/**
 * The client of the source's protocol: it keeps what it is given, sends it with an id, and sends it again after a while, until the
 * connector has answered that Kafka has it.
 */
final class ZmqOutbox implements AutoCloseable {
    private static final int MOST_UNANSWERED = 1_000;
    private static final long AGAIN_AFTER_NANOS = Duration.ofSeconds(2).toNanos();
    private static final int PATIENCE_MS = 5;

    /** An id is never used for another message, of other runs neither. */
    private final String ids = UUID.randomUUID() + "/";

    private final Queue<String> waiting = new ConcurrentLinkedQueue<>();

    /** By id, those that were sent longest ago first; for the peer's thread. */
    private final Map<String, Sent> unanswered = new LinkedHashMap<>();

    private final ZmqPeer peer = new ZmqPeer(SocketType.DEALER);

    ZmqOutbox() {
        peer.repeat(this::step);
    }

    String endpoint() {
        return peer.endpoint();
    }

    /** Takes messages over; from then on they are not lost as long as this object lives. */
    void send(List<String> bodies) throws ExecutionException, InterruptedException {
        peer.check();
        waiting.addAll(bodies);
    }

    private void step(ZMQ.Socket socket) {
        socket.setReceiveTimeOut(PATIENCE_MS);
        ZMsg answer = ZMsg.recvMsg(socket);
        while (answer != null) {
            take(answer);
            answer = ZMsg.recvMsg(socket, ZMQ.DONTWAIT);
        }
        sendAgain(socket);
        sendNew(socket);
    }

    /** {@code [id, "OK"]}, or {@code [id, "REFUSED", reason]}, which must not happen to these messages. */
    private void take(ZMsg answer) {
        String id = answer.popString();
        String verdict = answer.popString();
        if (!"OK".equals(verdict)) {
            throw new IllegalStateException(id + " was answered with " + verdict + " " + answer);
        }
        unanswered.remove(id);
    }

    private void sendAgain(ZMQ.Socket socket) {
        long now = System.nanoTime();
        Map<String, String> overdue = new LinkedHashMap<>();
        for (Map.Entry<String, Sent> entry : unanswered.entrySet()) {
            if (now - entry.getValue().nanos() < AGAIN_AFTER_NANOS) {
                break;
            }
            overdue.put(entry.getKey(), entry.getValue().body());
        }
        for (Map.Entry<String, String> message : overdue.entrySet()) {
            if (!sent(socket, message.getKey(), message.getValue())) {
                return;
            }
            unanswered.remove(message.getKey());
            unanswered.put(message.getKey(), new Sent(message.getValue(), now));
        }
    }

    private void sendNew(ZMQ.Socket socket) {
        String body = waiting.peek();
        while (body != null && unanswered.size() < MOST_UNANSWERED) {
            String id = ids + body;
            if (!sent(socket, id, body)) {
                return;
            }
            unanswered.put(id, new Sent(body, System.nanoTime()));
            waiting.remove();
            body = waiting.peek();
        }
    }

    /** False while nobody is connected, or the socket's buffer is full. */
    private static boolean sent(ZMQ.Socket socket, String id, String body) {
        return socket.send(id.getBytes(StandardCharsets.UTF_8), ZMQ.SNDMORE | ZMQ.DONTWAIT)
                && socket.send(body.getBytes(StandardCharsets.UTF_8), ZMQ.DONTWAIT);
    }

    @Override
    public void close() {
        peer.close();
    }

    private record Sent(String body, long nanos) {}
}
