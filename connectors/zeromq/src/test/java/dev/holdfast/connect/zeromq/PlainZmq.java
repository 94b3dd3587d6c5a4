package dev.holdfast.connect.zeromq;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/** Copies what a client sends to a topic with the clients alone, and answers each message when Kafka has it, in one thread. */
final class PlainZmq {
    private static final int PATIENCE_MS = (int) Duration.ofSeconds(10).toMillis();
    private static final int HANDSHAKE_MS = 2_000;
    private static final int LINGER_MS = 1_000;

    private PlainZmq() {}

    static void copy(int port, String topic, String kafka, int count) throws Exception {
        try (ZContext context = new ZContext(1);
                KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                        Map.of("bootstrap.servers", kafka, "acks", "all"),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            context.setLinger(LINGER_MS);
            ZMQ.Socket socket = context.createSocket(SocketType.ROUTER);
            socket.setHandshakeIvl(HANDSHAKE_MS);
            socket.setReceiveTimeOut(PATIENCE_MS);
            socket.connect("tcp://127.0.0.1:" + port);
            Queue<Sent> underWay = new ArrayDeque<>();
            Set<ByteBuffer> ids = new HashSet<>();
            while (ids.size() < count) {
                List<byte[]> message = next(socket, underWay);
                if (message != null && ids.add(ByteBuffer.wrap(message.get(1)))) {
                    underWay.add(new Sent(
                            List.of(message.get(0), message.get(1), Frames.bytes("OK")),
                            producer.send(new ProducerRecord<>(topic, message.get(2), message.get(3)))));
                }
            }
            while (!underWay.isEmpty()) {
                answerOldest(socket, underWay);
            }
        }
    }

    /** The next message, or null after something was answered instead. */
    private static @Nullable List<byte[]> next(ZMQ.Socket socket, Queue<Sent> underWay) throws Exception {
        while (!underWay.isEmpty() && underWay.element().send().isDone()) {
            answerOldest(socket, underWay);
        }
        List<byte[]> message = Frames.receive(socket, underWay.isEmpty() ? 0 : ZMQ.DONTWAIT);
        if (message == null) {
            if (underWay.isEmpty()) {
                throw new IllegalStateException("The next message did not come");
            }
            answerOldest(socket, underWay);
        }
        return message;
    }

    private static void answerOldest(ZMQ.Socket socket, Queue<Sent> underWay) throws Exception {
        Sent oldest = underWay.remove();
        oldest.send().get();
        Frames.send(socket, oldest.answer(), 0);
    }

    private record Sent(List<byte[]> answer, Future<RecordMetadata> send) {}
}
