package dev.holdfast.examples.chaos;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends the records: nine of ten evenly over a time, then fewer and fewer for as long as it is asked for, and the rest at
 * once, as soon as none is asked for.
 */
final class Feed {
    /** At once at most, and as a rule what comes in so many milliseconds: a burst would leave the instances idle behind it. */
    private static final int MOST_AT_ONCE = 100;

    private static final int AT_ONCE_MILLIS = 20;
    private static final int KEPT_BACK = 10;
    private static final int TRICKLE_MILLIS = 200;
    private static final int TRICKLE_SHARE = 1_000;

    private final String bootstrapServers;
    private final Workload workload;

    Feed(String bootstrapServers, Workload workload) {
        this.bootstrapServers = bootstrapServers;
        this.workload = workload;
    }

    /**
     * Sends all, and returns when all are acknowledged.
     *
     * @param time how long the evenly sent part is to take; longer if brokers are slower
     * @param isWanted whether records are to flow on
     * @throws ExecutionException if a record can't be sent, which ends the run: nobody could say whether it is there
     */
    void send(Duration time, BooleanSupplier isWanted) throws ExecutionException, InterruptedException {
        Map<String, Object> config = Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "acks",
                "all",
                "delivery.timeout.ms",
                600_000,
                "max.block.ms",
                600_000);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            int even = workload.records() - workload.records() / KEPT_BACK;
            int next = evenly(producer, even, time, isWanted);
            while (isWanted.getAsBoolean()) {
                int left = workload.records() - next;
                int end = next + (left + TRICKLE_SHARE - 1) / TRICKLE_SHARE;
                range(producer, next, end);
                next = end;
                TimeUnit.MILLISECONDS.sleep(TRICKLE_MILLIS);
            }
            range(producer, next, workload.records());
        }
    }

    /** Returns how many it has sent. */
    private int evenly(KafkaProducer<byte[], byte[]> producer, int count, Duration time, BooleanSupplier isWanted)
            throws ExecutionException, InterruptedException {
        long begin = System.nanoTime();
        long millis = Math.max(1, time.toMillis());
        int atOnce = (int) Math.max(1, Math.min(MOST_AT_ONCE, (long) count * AT_ONCE_MILLIS / millis));
        int next = 0;
        while (next < count && isWanted.getAsBoolean()) {
            int end = Math.min(next + atOnce, count);
            range(producer, next, end);
            next = end;
            long due = begin + (long) ((double) time.toNanos() * next / count);
            LockSupport.parkNanos(due - System.nanoTime());
        }
        return next;
    }

    /** Returns when each is acknowledged. */
    private void range(KafkaProducer<byte[], byte[]> producer, int from, int to)
            throws ExecutionException, InterruptedException {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (int number = from; number < to; number++) {
            sent.add(producer.send(record(number)));
        }
        producer.flush();
        for (Future<RecordMetadata> one : sent) {
            one.get();
        }
    }

    private ProducerRecord<byte[], byte[]> record(int number) {
        byte[] header = Integer.toString(number).getBytes(StandardCharsets.UTF_8);
        return new ProducerRecord<>(
                Names.JOBS,
                null,
                workload.key(number),
                workload.value(number),
                List.of(new RecordHeader(Names.NUMBER, header)));
    }
}
