package dev.holdfast.connect.zeromq;

import dev.holdfast.connect.Payloads;
import dev.holdfast.connect.SinkSession;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/**
 * Sends records and waits until the peer has answered for each. Answers are told from each other by the id, which is the record's
 * place in Kafka. Without any answer for some time the session ends, and what was not answered goes to the next one.
 */
final class AskingSession implements SinkSession {
    private static final String OK = "OK";
    private static final String REFUSED = "REFUSED";

    private final ZmqSinkConfig config;
    private final ZContext context = new ZContext(1);
    private final ZMQ.Socket socket;
    private long patienceEnds;

    private AskingSession(ZmqSinkConfig config) {
        this.config = config;
        // What is not sent is not answered either, and sent again by the next session.
        context.setLinger(0);
        this.socket = ZmqLink.socket(config, context, config.socket().type());
        socket.setSendTimeOut(config.sendTimeoutMs());
        socket.setImmediate(false);
    }

    static AskingSession open(ZmqSinkConfig config) {
        AskingSession session = new AskingSession(config);
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
        Map<String, SinkRecord> unanswered = new LinkedHashMap<>();
        for (SinkRecord record : records) {
            while (unanswered.size() >= config.maxUnanswered()) {
                takeAnswer(unanswered, results);
            }
            try {
                send(record);
                if (unanswered.isEmpty()) {
                    waitFromNowOn();
                }
                unanswered.put(Payloads.coordinates(record), record);
            } catch (DataException e) {
                results.refused(record, e);
            }
        }
        while (!unanswered.isEmpty()) {
            takeAnswer(unanswered, results);
        }
    }

    private void send(SinkRecord record) throws IOException {
        List<byte[]> frames = new ArrayList<>();
        frames.add(Frames.bytes(Payloads.coordinates(record)));
        frames.addAll(Outgoing.body(record));
        if (!Frames.send(socket, frames, 0)) {
            throw new IOException("no peer takes messages");
        }
    }

    /** Answers to what is not waited for any more, or was answered before, say nothing. */
    private void takeAnswer(Map<String, SinkRecord> unanswered, Results results) throws IOException {
        List<byte[]> answer = receive();
        if (answer == null) {
            throw new IOException("the peer did not answer in time; " + unanswered.size() + " messages are unanswered");
        }
        String verdict = answer.size() < 2 ? "" : text(answer.get(1));
        if (!verdict.equals(OK) && !verdict.equals(REFUSED)) {
            throw new IOException("the peer's answer is neither [id, OK] nor [id, REFUSED, reason]");
        }
        SinkRecord record = unanswered.remove(text(answer.get(0)));
        if (record == null) {
            return;
        }
        waitFromNowOn();
        if (verdict.equals(OK)) {
            results.written(record);
        } else {
            results.refused(record, new DataException("The peer refuses it: " + reason(answer)));
        }
    }

    private @Nullable List<byte[]> receive() {
        long left = TimeUnit.NANOSECONDS.toMillis(patienceEnds - System.nanoTime());
        socket.setReceiveTimeOut((int) Math.max(0, left));
        return Frames.receive(socket, 0);
    }

    private void waitFromNowOn() {
        patienceEnds = System.nanoTime() + config.ackTimeout().toNanos();
    }

    private static String reason(List<byte[]> answer) {
        return answer.size() > 2 ? text(answer.get(2)) : "it does not say why";
    }

    private static String text(byte[] frame) {
        return StandardCharsets.UTF_8.decode(ByteBuffer.wrap(frame)).toString();
    }

    @Override
    public void close() {
        context.close();
    }
}
