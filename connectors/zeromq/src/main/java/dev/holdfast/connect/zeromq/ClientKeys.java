package dev.holdfast.connect.zeromq;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;

/**
 * Says which peers may connect, by their public keys (ZeroMQ's RFC 27). A thread of its own answers the sockets of one context
 * and ends with it.
 */
final class ClientKeys {
    private static final Logger LOG = LoggerFactory.getLogger(ClientKeys.class);
    private static final String WHERE_SOCKETS_ASK = "inproc://zeromq.zap.01";
    private static final int REQUEST_ID = 1;
    private static final int MECHANISM = 5;
    private static final int KEY = 6;

    private final Set<String> allowed;
    private final ZMQ.Socket socket;

    private ClientKeys(Set<String> allowed, ZMQ.Socket socket) {
        this.allowed = allowed;
        this.socket = socket;
    }

    /** Begins before the first peer can ask. */
    static void guard(ZContext context, List<String> keys) {
        // Not a socket that the context closes: the thread does, when the context tells it to end.
        ZMQ.Socket socket = context.getContext().socket(SocketType.REP);
        socket.bind(WHERE_SOCKETS_ASK);
        ClientKeys guard = new ClientKeys(keys.stream().collect(Collectors.toUnmodifiableSet()), socket);
        Thread thread = new Thread(guard::run, "holdfast-zeromq-keys");
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        try {
            List<byte[]> request = Frames.receive(socket, 0);
            while (request != null) {
                Frames.send(socket, answer(request), 0);
                request = Frames.receive(socket, 0);
            }
        } catch (ZMQException e) {
            if (e.getErrorCode() != ZMQ.Error.ETERM.getCode()) {
                LOG.error("No peer can connect any more: their keys are not checked", e);
            }
        } finally {
            socket.close();
        }
    }

    private List<byte[]> answer(List<byte[]> request) {
        boolean known = request.size() > KEY
                && "CURVE".equals(new String(request.get(MECHANISM), ZMQ.CHARSET))
                && allowed.contains(ZMQ.Curve.z85Encode(request.get(KEY)));
        if (!known) {
            LOG.warn("A peer whose key is not among those that may connect is refused");
        }
        return List.of(
                Frames.bytes("1.0"),
                request.get(REQUEST_ID),
                Frames.bytes(known ? "200" : "400"),
                Frames.bytes(known ? "OK" : "The key is not known"),
                new byte[0],
                new byte[0]);
    }
}
