package dev.holdfast.connect.zeromq;

import dev.holdfast.connect.UpstreamRecord;
import dev.holdfast.connect.UpstreamSession;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/**
 * Answers messages with OK when Kafka has their records, and at once with REFUSED when they can't be understood. Answers may get
 * lost with a connection: clients send again what is not answered, and are answered then.
 */
final class AnsweringSession implements UpstreamSession<Request> {
    private static final int LINGER_MS = 1_000;

    /** A client that waits for each answer should not wait for ours longer than Kafka takes. */
    private static final int PATIENCE_WHILE_UNDER_WAY_MS = 2;

    private final ZmqSourceConfig config;
    private final Seen seen;
    private final Losses losses;
    private final ZContext context = new ZContext(1);
    private final ZMQ.Socket socket;
    private final Set<Request> underWay = new HashSet<>();
    private long count;

    private AnsweringSession(ZmqSourceConfig config, Seen seen, Losses losses) {
        this.config = config;
        this.seen = seen;
        this.losses = losses;
        context.setLinger(LINGER_MS);
        this.socket = ZmqLink.socket(config, context, config.socket().type());
        // A client that names itself may come back before its old connection is known to be dead.
        socket.setRouterHandover(true);
    }

    static AnsweringSession open(ZmqSourceConfig config, Seen seen, Losses losses) {
        AnsweringSession session = new AnsweringSession(config, seen, losses);
        try {
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
        socket.setReceiveTimeOut(underWay.isEmpty() ? (int) patience.toMillis() : PATIENCE_WHILE_UNDER_WAY_MS);
        try {
            List<byte[]> frames = Frames.receive(socket, 0);
            while (frames != null) {
                take(Request.of(frames), records);
                frames = records.size() < atMost ? Frames.receive(socket, ZMQ.DONTWAIT) : null;
            }
        } catch (RuntimeException e) {
            // What is not returned nobody will settle: it must be new when it comes again.
            records.forEach(record -> seen.forget(record.message()));
            throw e;
        }
        return records;
    }

    private void take(Request request, List<UpstreamRecord<Request>> records) {
        switch (seen.of(request)) {
            case NEW -> takeNew(request, records);
            case WRITTEN -> answer(request.ok());
            case UNDER_WAY -> {
                // It is answered when Kafka has it.
            }
        }
    }

    private void takeNew(Request request, List<UpstreamRecord<Request>> records) {
        try {
            UpstreamRecord<Request> record = request.body().record(request, config, ++count);
            seen.underWay(request);
            underWay.add(request);
            records.add(record);
        } catch (MalformedMessageException e) {
            losses.malformed(e);
            answer(request.refused(e.reason()));
        }
    }

    /** Also what an older session took: the clients are the same. */
    @Override
    public void settle(List<UpstreamRecord<Request>> written, List<UpstreamRecord<Request>> rejected) {
        for (UpstreamRecord<Request> record : written) {
            underWay.remove(record.message());
            seen.written(record.message());
            answer(record.message().ok());
        }
        for (UpstreamRecord<Request> record : rejected) {
            underWay.remove(record.message());
            seen.forget(record.message());
            answer(record.message().refused("the record was filtered, or Kafka can't take it"));
        }
    }

    /** A client that is gone or does not read gets none: it will send again. */
    private void answer(List<byte[]> frames) {
        Frames.send(socket, frames, ZMQ.DONTWAIT);
    }

    @Override
    public void close() {
        context.close();
    }
}
