package dev.holdfast.examples.measure;

import dev.holdfast.Message;
import dev.holdfast.Outcome;
import dev.holdfast.Topic;
import dev.holdfast.app.Holdfast;
import dev.holdfast.embedded.ProcessCluster;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.LongDeserializer;
import org.apache.kafka.common.serialization.LongSerializer;

/**
 * What the death of a broker costs that coordinates transactions: how long the slowest output is on its way, from the moment
 * its record was sent until somebody reads it committed.
 */
final class KilledCoordinator {
    private static final int BROKERS = 3;
    private static final int PARTITIONS = 12;
    private static final int RECORDS = 6_000;
    private static final long EVERY_NANOS = Duration.ofMillis(5).toNanos();
    private static final Duration POLL = Duration.ofMillis(50);
    private static final Map<String, String> SAFE = Map.of("min.insync.replicas", "2");
    private static final Topic<Long, Long> SOURCE = Topic.of("outage", Long.class, Long.class);
    private static final String TARGET = "outage.copies";
    private static final String APPLICATION = "measure-outage";
    private static final String INSTANCE = "one";

    /** Application, group, instance and number of the consumer. */
    private static final String TRANSACTIONAL_ID = APPLICATION + "." + APPLICATION + "." + INSTANCE + ".1";

    private long read;

    /**
     * The slowest outputs.
     *
     * @param usual milliseconds before anything happens
     * @param killed milliseconds after the kill
     */
    record Waits(double usual, double killed) {}

    Waits run() throws InterruptedException {
        try (ProcessCluster cluster = ProcessCluster.start(BROKERS)) {
            cluster.createTopic(SOURCE.name(), PARTITIONS, BROKERS, SAFE);
            cluster.createTopic(TARGET, PARTITIONS, BROKERS, SAFE);
            Holdfast app = Holdfast.builder()
                    .applicationId(APPLICATION)
                    .instanceId(INSTANCE)
                    .bootstrapServers(cluster.bootstrapServers())
                    .handle(SOURCE, spec -> spec.emits(TARGET)
                            .runMessage(
                                    (message, delivery) -> Outcome.emit(Message.of(message.key(), message.value()))))
                    .build();
            try (app;
                    KafkaProducer<Long, Long> producer = new KafkaProducer<>(
                            Map.of("bootstrap.servers", cluster.bootstrapServers(), "linger.ms", 0),
                            new LongSerializer(),
                            new LongSerializer());
                    KafkaConsumer<Long, Long> consumer = new KafkaConsumer<>(
                            RawLoop.consumer(cluster.bootstrapServers(), "measure-outage-reader"),
                            new LongDeserializer(),
                            new LongDeserializer())) {
                app.start();
                consumer.subscribe(List.of(TARGET));
                Thread sender = new Thread(() -> send(producer), "measure-outage-sender");
                sender.start();
                // The first third only warms up, the second is the usual, the last has the kill at its begin.
                slowest(consumer, RECORDS / 3);
                double usual = slowest(consumer, RECORDS * 2 / 3);
                cluster.kill(cluster.transactionCoordinator(TRANSACTIONAL_ID));
                double killed = slowest(consumer, RECORDS);
                sender.join();
                return new Waits(usual, killed);
            }
        }
    }

    private static void send(KafkaProducer<Long, Long> producer) {
        long begin = System.nanoTime();
        for (long i = 0; i < RECORDS; i++) {
            Future<RecordMetadata> unused =
                    producer.send(new ProducerRecord<>(SOURCE.name(), i, System.currentTimeMillis()));
            LockSupport.parkNanos(begin + (i + 1) * EVERY_NANOS - System.nanoTime());
        }
    }

    /** The longest way of a record until so many have been read. */
    private double slowest(KafkaConsumer<Long, Long> consumer, long until) {
        long slowest = 0;
        while (read < until) {
            for (ConsumerRecord<Long, Long> copy : consumer.poll(POLL)) {
                slowest = Math.max(slowest, System.currentTimeMillis() - copy.value());
                read++;
            }
        }
        return slowest;
    }
}
