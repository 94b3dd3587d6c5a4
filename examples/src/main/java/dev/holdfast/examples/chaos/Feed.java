package dev.holdfast.examples.chaos;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends the records, evenly over a time. */
final class Feed {
    private static final int A_STEP = 100;

    private final String bootstrapServers;
    private final Workload workload;

    Feed(String bootstrapServers, Workload workload) {
        this.bootstrapServers = bootstrapServers;
        this.workload = workload;
    }

    /**
     * Sends all, and returns when all are acknowledged.
     *
     * @param time how long that is to take; longer if brokers are slower
     * @throws ExecutionException if a record can't be sent, which ends the run: nobody could say whether it is there
     */
    void send(Duration time) throws ExecutionException, InterruptedException {
        Map<String, Object> config = Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "acks",
                "all",
                "delivery.timeout.ms",
                600_000,
                "max.block.ms",
                600_000);
        long begin = System.nanoTime();
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            Future<RecordMetadata> last = null;
            for (int number = 0; number < workload.records(); number++) {
                last = producer.send(record(number));
                if (number % A_STEP == 0) {
                    last.get();
                    long due = begin + (long) ((double) time.toNanos() * number / workload.records());
                    LockSupport.parkNanos(due - System.nanoTime());
                }
            }
            producer.flush();
            if (last != null) {
                last.get();
            }
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
