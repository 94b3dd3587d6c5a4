package dev.holdfast.connect.zeromq;

import dev.holdfast.connect.SinkSession;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/** Hands records to a PUSH or PUB socket, and that is all that is ever known of them: at most once towards the peer. */
final class HandingSession implements SinkSession {
    private static final int LINGER_MS = 2_000;

    private final ZmqSinkConfig config;
    private final ZContext context = new ZContext(1);
    private final ZMQ.Socket socket;

    private HandingSession(ZmqSinkConfig config) {
        this.config = config;
        context.setLinger(LINGER_MS);
        this.socket = ZmqLink.socket(config, context, config.socket().type());
        socket.setSendTimeOut(config.sendTimeoutMs());
        // No buffer for a peer that may never come.
        socket.setImmediate(false);
    }

    static HandingSession open(ZmqSinkConfig config) {
        HandingSession session = new HandingSession(config);
        try {
            ZmqLink.attach(config, session.socket);
            return session;
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    @Override
    public void write(List<SinkRecord> records, Results results) throws IOException {
        for (SinkRecord record : records) {
            try {
                List<byte[]> frames = new ArrayList<>(Outgoing.body(record));
                if (config.socket() == SinkSocket.PUB) {
                    frames.add(0, Frames.bytes(config.topicOf(record)));
                }
                if (!Frames.send(socket, frames, 0)) {
                    throw new IOException("no peer takes messages");
                }
                results.written(record);
            } catch (DataException e) {
                results.refused(record, e);
            }
        }
    }

    @Override
    public void close() {
        context.close();
    }
}
