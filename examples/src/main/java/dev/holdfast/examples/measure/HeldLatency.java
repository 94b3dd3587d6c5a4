package dev.holdfast.examples.measure;

import static java.util.Objects.requireNonNull;

import dev.holdfast.Outcome;
import dev.holdfast.Topic;
import dev.holdfast.app.Holdfast;
import dev.holdfast.examples.command.Screen;
import dev.holdfast.retry.RetrySchedule;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** How long it takes from the producer to the handler, for keys that don't fail. */
final class HeldLatency {
    private static final int PARTITIONS = 8;
    private static final int PER_SECOND = 2_000;
    private static final int SECONDS = 25;
    private static final int WARM_UP_SECONDS = 5;
    private static final int KEYS = 10_000;
    private static final int ROUNDS = 3;
    private static final int PERCENT = 100;

    private final Bench bench;
    private final Screen screen;

    HeldLatency(Bench bench, Screen screen) {
        this.bench = bench;
        this.screen = screen;
    }

    void run() throws ExecutionException, InterruptedException {
        List<Double> without = new ArrayList<>();
        List<Double> with = new ArrayList<>();
        for (int round = 1; round <= ROUNDS; round++) {
            without.add(round("held.latency." + round + ".none", 0));
            with.add(round("held.latency." + round + ".some", 1));
        }
        screen.say(String.format(
                Locale.ROOT,
                "latency, p99, medians: %.1f ms without failures, %.1f ms while 1 %% of the keys fail: %.2f times",
                Spread.of(without).median(),
                Spread.of(with).median(),
                Spread.of(with).median() / Spread.of(without).median()));
    }

    private double round(String topic, int failingPercent) throws ExecutionException, InterruptedException {
        bench.create(topic, PARTITIONS);
        Queue<Double> millis = new ConcurrentLinkedQueue<>();
        Stretch stretch = new Stretch();
        int records = PER_SECOND * SECONDS;
        try (Holdfast app = Holdfast.builder()
                .applicationId("measure")
                .bootstrapServers(bench.bootstrapServers())
                .consumerProperties(Map.of("group.protocol", "consumer"))
                .handle(Topic.of(topic, byte[].class, byte[].class), spec -> spec.group(bench.newGroup("latency"))
                        .concurrency(64)
                        .with(RetrySchedule.of("1s"))
                        .runMessage((message, delivery) -> {
                            ByteBuffer sent = ByteBuffer.wrap(requireNonNull(message.value()));
                            int number = sent.getInt();
                            boolean isFailing = number % KEYS % PERCENT < failingPercent;
                            if (isFailing && delivery.attempt() == 1) {
                                return Outcome.retry("a failure to measure with");
                            }
                            if (!isFailing && number >= PER_SECOND * WARM_UP_SECONDS) {
                                millis.add((System.nanoTime() - sent.getLong()) / 1e6);
                            }
                            stretch.count();
                            return Outcome.done();
                        }))
                .build()) {
            app.start();
            send(topic, records);
            stretch.watch(records);
        }
        Spread spread = Spread.of(List.copyOf(millis));
        screen.say(String.format(
                Locale.ROOT,
                "latency, %d %% of the keys fail: median %.1f ms, p99 %.1f ms, most %.1f ms",
                failingPercent,
                spread.median(),
                spread.percentile(99),
                spread.most()));
        return spread.percentile(99);
    }

    private void send(String topic, int records) {
        long apart = Duration.ofSeconds(1).toNanos() / PER_SECOND;
        Map<String, Object> config = Map.of("bootstrap.servers", bench.bootstrapServers(), "linger.ms", 0);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            long begin = System.nanoTime();
            for (int i = 0; i < records; i++) {
                byte[] key = ("key-" + i % KEYS).getBytes(StandardCharsets.US_ASCII);
                byte[] value = ByteBuffer.allocate(Integer.BYTES + Long.BYTES)
                        .putInt(i)
                        .putLong(System.nanoTime())
                        .array();
                Future<RecordMetadata> unused = producer.send(new ProducerRecord<>(topic, key, value));
                LockSupport.parkNanos(begin + (i + 1) * apart - System.nanoTime());
            }
        }
    }
}
