package dev.holdfast.examples.payments;

import dev.holdfast.codec.Codec;
import java.time.Duration;
import java.util.BitSet;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Publishes the payments at their rate, on a thread of its own. Other methods may be called from any thread. */
final class PaymentStream implements Runnable {
    private static final long WORTH_WAITING_NANOS = Duration.ofMillis(1).toNanos();

    private final String bootstrapServers;
    private final PaymentIds ids;
    private final int records;
    private final int rate;
    private final BitSet acknowledged = new BitSet();
    private final AtomicInteger published = new AtomicInteger();
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private volatile boolean stopped;

    PaymentStream(String bootstrapServers, PaymentIds ids, int records, int rate) {
        this.bootstrapServers = bootstrapServers;
        this.ids = ids;
        this.records = records;
        this.rate = rate;
    }

    @Override
    public void run() {
        Codec<Payment> codec = PaymentCodecs.of(Payment.class);
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "linger.ms", 5, "client.id", "payments-stream"),
                new StringSerializer(),
                new ByteArraySerializer())) {
            long begin = System.nanoTime();
            for (int number = 0; number < records && !stopped; number++) {
                pace(begin, number);
                Payment payment = ids.payment(number);
                String topic = PaymentTopics.REQUESTED.name();
                byte[] value = codec.encode(topic, new RecordHeaders(), payment);
                int sent = number;
                Future<RecordMetadata> unused = producer.send(
                        new ProducerRecord<>(topic, payment.account(), value), (written, e) -> answered(sent, e));
            }
        }
    }

    /** Publishes no more than what is on its way. */
    void stop() {
        stopped = true;
    }

    /** How many payments are known to be in the topic. */
    int published() {
        return published.get();
    }

    /** The first payment that could not be published, if any. */
    @Nullable
    Exception failure() {
        return failure.get();
    }

    /** The numbers of the payments that are known to be in the topic. */
    BitSet acknowledged() {
        synchronized (acknowledged) {
            return (BitSet) acknowledged.clone();
        }
    }

    private void answered(int number, @Nullable Exception e) {
        if (e != null) {
            failure.compareAndSet(null, e);
            stopped = true;
            return;
        }
        synchronized (acknowledged) {
            acknowledged.set(number);
        }
        published.incrementAndGet();
    }

    private void pace(long begin, int number) {
        long due = begin + (long) (number * 1e9 / rate);
        long early = due - System.nanoTime();
        while (early > WORTH_WAITING_NANOS && !stopped) {
            LockSupport.parkNanos(Math.min(early, WORTH_WAITING_NANOS * 100));
            early = due - System.nanoTime();
        }
    }
}
