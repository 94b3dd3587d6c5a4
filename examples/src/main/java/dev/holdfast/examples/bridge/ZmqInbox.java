package dev.holdfast.examples.bridge;

import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;
import org.zeromq.ZMsg;

/** The peer of the sink's protocol: it answers each message when it has it. It remembers no ids, so it shows what comes twice. */
final class ZmqInbox implements AutoCloseable {
    private static final int PATIENCE_MS = 100;
    private static final byte[] OK = "OK".getBytes(StandardCharsets.UTF_8);

    private final ZmqPeer peer = new ZmqPeer(SocketType.ROUTER);

    String endpoint() {
        return peer.endpoint();
    }

    /** {@code [route, id, headers, key, value]} comes; {@code [route, id, "OK"]} goes. */
    void receive(Consumer<String> each) {
        peer.repeat(socket -> {
            socket.setReceiveTimeOut(PATIENCE_MS);
            ZMsg message = ZMsg.recvMsg(socket);
            if (message != null) {
                each.accept(message.getLast().getString(ZMQ.CHARSET));
                socket.send(message.pop().getData(), ZMQ.SNDMORE);
                socket.send(message.pop().getData(), ZMQ.SNDMORE);
                socket.send(OK);
            }
        });
    }

    @Override
    public void close() {
        peer.close();
    }
}
