package dev.holdfast.examples.benchmarks.trial;

import dev.holdfast.examples.measure.Bench;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends at a fixed rate, whatever becomes of it, and takes each record's time from when it should have been sent: who can't
 * keep up is not spared.
 */
public final class OpenLoop {
    private static final long SEED = 7;
    private static final int BYTES = 100;
    private static final long NANOS = Duration.ofSeconds(1).toNanos();
    private static final double NANOS_A_MILLI = 1e6;

    private final Bench bench;
    private final int rate;

    /**
     * Creates it.
     *
     * @param bench where the broker is
     * @param rate records a second
     */
    public OpenLoop(Bench bench, int rate) {
        this.bench = bench;
        this.rate = rate;
    }

    /**
     * Sends all records of a topic that is not there yet.
     *
     * @param contestant who handles them
     * @param source the topic, to be created
     * @return how long each record but the first took, in milliseconds
     * @throws ExecutionException if the broker refuses something
     * @throws InterruptedException if the thread is interrupted
     */
    public List<Double> millis(Contestant contestant, Source source) throws ExecutionException, InterruptedException {
        bench.create(source.topic(), source.partitions());
        Tally tally = new Tally(source);
        double[] millis = new double[source.records()];
        RecordHandler handler = value -> {
            millis[Payload.sequence(value)] = (System.nanoTime() - Payload.sentAt(value)) / NANOS_A_MILLI;
            tally.handled(value);
        };
        String group = bench.newGroup(Trial.slug(contestant));
        Peer.Running running = contestant.peer().start(new Task(bench.bootstrapServers(), group, source, "", handler));
        try {
            send(source, tally);
            Watch.until(() -> tally.counted() >= source.records());
        } finally {
            running.end();
        }
        tally.require(contestant.id(), contestant.once(), contestant.ordered());
        return Arrays.stream(millis).skip(1).boxed().toList();
    }

    private void send(Source source, Tally tally) throws ExecutionException, InterruptedException {
        SplittableRandom random = new SplittableRandom(SEED);
        Map<String, Object> config = Map.of("bootstrap.servers", bench.bootstrapServers(), "linger.ms", 0);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            // From the first record on, the contestant has its partitions.
            Future<RecordMetadata> first = producer.send(record(source, 0, 0, System.nanoTime()));
            first.get();
            Watch.until(() -> tally.counted() > 0);
            long begin = System.nanoTime();
            for (int i = 1; i < source.records(); i++) {
                long due = begin + i * NANOS / rate;
                for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                    LockSupport.parkNanos(left);
                }
                Future<RecordMetadata> unused = producer.send(record(source, i, random.nextInt(source.keys()), due));
            }
        }
    }

    private static ProducerRecord<byte[], byte[]> record(Source source, int sequence, int key, long due) {
        return new ProducerRecord<>(source.topic(), Payload.key(key), Payload.value(sequence, key, due, BYTES));
    }
}
