package dev.holdfast.connect.rabbitmq;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.Delivery;
import dev.holdfast.connect.contract.Throughput;
import dev.holdfast.connect.contract.Upstream;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A queue to a topic, at least once. */
class RabbitThroughput extends Throughput {
    private static final int PREFETCH = 1_000;
    private static final int ACKNOWLEDGE_AFTER = 100;

    private final RabbitUpstream rabbit = new RabbitUpstream();

    @Override
    protected Upstream startUpstream() {
        return rabbit;
    }

    @Override
    protected boolean exactlyOnceWorker() {
        return false;
    }

    @Override
    protected void plainLoop(String place, String topic, String kafka, int count) throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setHost("127.0.0.1");
        factory.setPort(rabbit.server().port());
        try (Connection connection = factory.newConnection();
                KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                        Map.of("bootstrap.servers", kafka, "acks", "all"),
                        new StringSerializer(),
                        new ByteArraySerializer())) {
            Channel channel = connection.createChannel();
            channel.basicQos(PREFETCH);
            BlockingQueue<Delivery> deliveries = new LinkedBlockingQueue<>();
            channel.basicConsume(place, false, (tag, delivery) -> deliveries.add(delivery), tag -> {});
            Queue<Future<RecordMetadata>> underWay = new ArrayDeque<>();
            long acknowledged = 0;
            for (int i = 0; i < count; i++) {
                Delivery delivery = deliveries.take();
                underWay.add(producer.send(
                        new ProducerRecord<>(topic, delivery.getEnvelope().getRoutingKey(), delivery.getBody())));
                // The tags of a channel count from 1 in the order of delivery.
                if (underWay.size() >= PREFETCH / 2 || i == count - 1) {
                    int some = i == count - 1 ? underWay.size() : ACKNOWLEDGE_AFTER;
                    for (int settled = 0; settled < some; settled++) {
                        underWay.remove().get();
                    }
                    acknowledged += some;
                    channel.basicAck(acknowledged, true);
                }
            }
        }
    }
}
