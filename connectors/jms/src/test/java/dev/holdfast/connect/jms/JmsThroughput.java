package dev.holdfast.connect.jms;

import dev.holdfast.connect.contract.Throughput;
import dev.holdfast.connect.contract.Upstream;
import dev.holdfast.connect.lab.JmsServer;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A queue to a topic, at least once; the plain loop commits a transaction for each batch. */
abstract class JmsThroughput extends Throughput {
    private static final int BATCH = 500;

    private final JmsUpstream upstream;

    JmsThroughput(JmsServer.Kind kind) {
        this.upstream = new JmsUpstream(kind);
    }

    @Override
    protected Upstream startUpstream() {
        return upstream;
    }

    @Override
    protected boolean exactlyOnceWorker() {
        return false;
    }

    @Override
    protected void plainLoop(String place, String topic, String kafka, int count) throws Exception {
        try (Connection connection = upstream.broker().connect();
                KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                        Map.of("bootstrap.servers", kafka, "acks", "all"),
                        new StringSerializer(),
                        new ByteArraySerializer())) {
            connection.start();
            Session session = connection.createSession(Session.SESSION_TRANSACTED);
            MessageConsumer consumer = session.createConsumer(session.createQueue(place));
            List<Future<RecordMetadata>> underWay = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                underWay.add(producer.send(new ProducerRecord<>(topic, body(consumer.receive()))));
                if (underWay.size() == BATCH || i == count - 1) {
                    for (Future<RecordMetadata> send : underWay) {
                        send.get();
                    }
                    underWay.clear();
                    session.commit();
                }
            }
        }
    }

    private static byte[] body(Message message) throws JMSException {
        return message.getBody(String.class).getBytes(StandardCharsets.UTF_8);
    }
}
