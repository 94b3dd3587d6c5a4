package dev.holdfast.connect.nats;

import io.nats.client.Connection;
import io.nats.client.ConsumeOptions;
import io.nats.client.IterableConsumer;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.nats.client.api.AckPolicy;
import io.nats.client.api.ConsumerConfiguration;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Copies a stream to a topic with the clients alone, through a durable consumer, in one thread. */
final class PlainNats {
    private static final int UNDER_WAY = 1_000;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private PlainNats() {}

    static void copy(int port, String stream, String topic, String kafka, int count) throws Exception {
        Connection connection = Nats.connect("nats://127.0.0.1:" + port);
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka, "acks", "all"), new StringSerializer(), new ByteArraySerializer())) {
            IterableConsumer consumer = connection
                    .getStreamContext(stream)
                    .createOrUpdateConsumer(ConsumerConfiguration.builder()
                            .durable("plain")
                            .ackPolicy(AckPolicy.Explicit)
                            .build())
                    .iterate(ConsumeOptions.builder().batchSize(UNDER_WAY).build());
            Queue<Sent> underWay = new ArrayDeque<>();
            for (int i = 0; i < count; i++) {
                Message message = consumer.nextMessage(PATIENCE);
                if (message == null) {
                    throw new IllegalStateException("Message " + i + " did not come");
                }
                Future<RecordMetadata> send =
                        producer.send(new ProducerRecord<>(topic, message.getSubject(), message.getData()));
                underWay.add(new Sent(message, send));
                // The server delivers no more than it waits for acknowledgements of; half of that is kept free.
                if (underWay.size() >= UNDER_WAY / 2) {
                    acknowledgeOldest(underWay);
                }
            }
            while (!underWay.isEmpty()) {
                acknowledgeOldest(underWay);
            }
        } finally {
            NatsConnection.close(connection);
        }
    }

    private static void acknowledgeOldest(Queue<Sent> underWay) throws Exception {
        Sent oldest = underWay.remove();
        oldest.send().get();
        oldest.message().ack();
    }

    private record Sent(Message message, Future<RecordMetadata> send) {}
}
