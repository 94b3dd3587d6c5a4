package dev.holdfast.examples.bridge;

import dev.holdfast.examples.command.Arrivals;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Sends numbers in both directions and counts what arrives. */
final class Traffic implements AutoCloseable {
    static final String FROM_OTHER = "from-other";
    static final String TO_OTHER = "to-other";

    private static final int BATCH = 100;
    private static final int SECONDS = 15;
    private static final int FEWEST_PER_SECOND = 500;
    private static final Duration POLL = Duration.ofMillis(100);

    private final String servers;
    private final OtherSystem other;
    private final int messages;
    private final Tally toKafka;
    private final Tally fromKafka;
    private final ExecutorService threads = Executors.newFixedThreadPool(3);
    private final List<Future<?>> work = new ArrayList<>();
    private volatile boolean closed;

    Traffic(String servers, OtherSystem other, int messages) {
        this.servers = servers;
        this.other = other;
        this.messages = messages;
        this.toKafka = new Tally(other.name() + " to Kafka");
        this.fromKafka = new Tally("Kafka to " + other.name());
    }

    void start() throws Exception {
        other.receive(fromKafka::received);
        work.add(threads.submit(this::readKafka));
        work.add(threads.submit(() -> {
            sendPaced(toKafka, other::send);
            return null;
        }));
        work.add(threads.submit(() -> {
            try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                    Map.of("bootstrap.servers", servers), new StringSerializer(), new StringSerializer())) {
                sendPaced(fromKafka, bodies -> sendToKafka(producer, bodies));
            }
            return null;
        }));
    }

    /** Numbers of both directions; throws what ended one of the threads. */
    List<Arrivals> counts() throws ExecutionException, InterruptedException {
        for (Future<?> one : work) {
            if (one.isDone()) {
                one.get();
            }
        }
        return List.of(toKafka.count(), fromKafka.count());
    }

    @Override
    public void close() {
        closed = true;
        threads.shutdown();
    }

    private void sendPaced(Tally tally, Sending sending) throws Exception {
        long begin = System.nanoTime();
        double perSecond = Math.max(FEWEST_PER_SECOND, messages / (double) SECONDS);
        for (int first = 0; first < messages && !closed; first += BATCH) {
            int end = Math.min(messages, first + BATCH);
            sending.send(IntStream.range(first, end).mapToObj(Integer::toString).toList());
            tally.sent(end);
            long due = begin + (long) (end / perSecond * Duration.ofSeconds(1).toNanos());
            while (System.nanoTime() - due < 0 && !closed) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
        }
    }

    private static void sendToKafka(KafkaProducer<String, String> producer, List<String> bodies) throws Exception {
        List<Future<RecordMetadata>> sends = new ArrayList<>();
        for (String body : bodies) {
            sends.add(producer.send(new ProducerRecord<>(TO_OTHER, body, body)));
        }
        for (Future<RecordMetadata> send : sends) {
            send.get();
        }
    }

    private void readKafka() {
        Map<String, Object> config = Map.of("bootstrap.servers", servers, "isolation.level", "read_committed");
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> only = List.of(new TopicPartition(FROM_OTHER, 0));
            consumer.assign(only);
            consumer.seekToBeginning(only);
            while (!closed) {
                consumer.poll(POLL)
                        .forEach(record -> toKafka.received(new String(record.value(), StandardCharsets.UTF_8)));
            }
        }
    }

    /** Sends messages and returns when they are taken over. */
    @FunctionalInterface
    private interface Sending {
        void send(List<String> bodies) throws Exception;
    }
}
