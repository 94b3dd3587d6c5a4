package dev.holdfast.connect.rabbitmq;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.Delivery;
import dev.holdfast.connect.contract.Throughput;
import dev.holdfast.connect.contract.Upstream;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A stream to a topic, exactly once; the plain loop is idempotent, and would begin anew after a crash. */
class RabbitStreamThroughput extends Throughput {
    private static final int AHEAD = 1_000;

    private final RabbitStreamUpstream rabbit = new RabbitStreamUpstream();

    @Override
    protected Upstream startUpstream() {
        return rabbit;
    }

    @Override
    protected boolean exactlyOnceWorker() {
        return true;
    }

    @Override
    protected void plainLoop(String place, String topic, String kafka, int count) throws Exception {
        try (Connection connection = rabbit.broker().connect();
                KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                        Map.of("bootstrap.servers", kafka, "acks", "all"),
                        new StringSerializer(),
                        new ByteArraySerializer())) {
            Channel channel = connection.createChannel();
            channel.basicQos(AHEAD);
            BlockingQueue<Delivery> deliveries = new LinkedBlockingQueue<>();
            channel.basicConsume(
                    place,
                    false,
                    Map.of("x-stream-offset", "first"),
                    (tag, delivery) -> deliveries.add(delivery),
                    tag -> {});
            for (int i = 1; i <= count; i++) {
                Delivery delivery = deliveries.take();
                Future<RecordMetadata> unused = producer.send(
                        new ProducerRecord<>(topic, delivery.getEnvelope().getRoutingKey(), delivery.getBody()));
                if (i % (AHEAD / 2) == 0) {
                    channel.basicAck(delivery.getEnvelope().getDeliveryTag(), true);
                }
            }
            producer.flush();
        }
    }
}
