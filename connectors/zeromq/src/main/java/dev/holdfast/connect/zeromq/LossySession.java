package dev.holdfast.connect.zeromq;

import dev.holdfast.connect.UpstreamRecord;
import dev.holdfast.connect.UpstreamSession;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/**
 * Takes what PUSH and PUB sockets send, which ask nobody whether it arrived: at most once. Buffers no more than the sockets'
 * high-water mark; what numbers show to be missing is counted, and told by a header of the next record.
 */
final class LossySession implements UpstreamSession<Request> {
    private final ZmqSourceConfig config;
    private final Sequences sequences;
    private final Losses losses;
    private final ZContext context = new ZContext(1);
    private final ZMQ.Socket socket;
    private long count;

    private LossySession(ZmqSourceConfig config, Sequences sequences, Losses losses) {
        this.config = config;
        this.sequences = sequences;
        this.losses = losses;
        context.setLinger(0);
        this.socket = ZmqLink.socket(config, context, config.socket().type());
    }

    static LossySession open(ZmqSourceConfig config, Sequences sequences, Losses losses) {
        LossySession session = new LossySession(config, sequences, losses);
        try {
            if (config.socket() == SourceSocket.SUB) {
                config.topics().forEach(session.socket::subscribe);
            }
            ZmqLink.attach(config, session.socket);
            return session;
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    @Override
    public List<UpstreamRecord<Request>> receive(int atMost, Duration patience) {
        List<UpstreamRecord<Request>> records = new ArrayList<>();
        socket.setReceiveTimeOut((int) patience.toMillis());
        List<byte[]> frames = Frames.receive(socket, 0);
        while (frames != null) {
            try {
                records.add(record(frames));
            } catch (MalformedMessageException e) {
                losses.malformed(e);
            }
            frames = records.size() < atMost ? Frames.receive(socket, ZMQ.DONTWAIT) : null;
        }
        return records;
    }

    private UpstreamRecord<Request> record(List<byte[]> frames) throws MalformedMessageException {
        boolean hasTopic = config.socket() == SourceSocket.SUB;
        int before = (hasTopic ? 1 : 0) + (config.hasSequence() ? 1 : 0);
        String topic = hasTopic ? Frames.text("the topic", ByteBuffer.wrap(frames.get(0))) : "";
        if (frames.size() == 1 && hasTopic && !config.hasSequence()) {
            // The whole message is one frame, which begins with its topic.
            return Body.of(frames).record(Request.UNANSWERED, config, ++count);
        }
        if (frames.size() <= before) {
            throw new MalformedMessageException("there are " + frames.size() + " frames, and none is the value");
        }
        Body body = Body.of(frames.subList(before, frames.size()));
        if (hasTopic) {
            body.headers().addString("zeromq.topic", topic);
        }
        if (config.hasSequence()) {
            Sequences.Position number = Sequences.Position.of(frames.get(before - 1));
            body.headers().addLong("zeromq.sequence", number.value());
            long missing = sequences.missingBefore(number, topic);
            if (missing > 0) {
                losses.missing(missing, number);
                body.headers().addLong("zeromq.missing", missing);
            }
        }
        return body.record(Request.UNANSWERED, config, ++count);
    }

    /** Nobody waits for an answer. */
    @Override
    public void settle(List<UpstreamRecord<Request>> written, List<UpstreamRecord<Request>> rejected) {}

    @Override
    public void close() {
        context.close();
    }
}
