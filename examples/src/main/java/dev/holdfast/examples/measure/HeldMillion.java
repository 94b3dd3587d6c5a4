package dev.holdfast.examples.measure;

import static java.util.Objects.requireNonNull;

import dev.holdfast.Delivery;
import dev.holdfast.Message;
import dev.holdfast.Outcome;
import dev.holdfast.Topic;
import dev.holdfast.app.Holdfast;
import dev.holdfast.examples.command.Screen;
import dev.holdfast.retry.OnExhausted;
import dev.holdfast.retry.RetrySchedule;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A million records behind one that fails, in one partition. */
final class HeldMillion {
    private static final String TOPIC = "held.million";
    private static final int RECORDS = 1_000_001;
    private static final long LIMIT_NANOS = Duration.ofMinutes(10).toNanos();
    private static final long LOOK_NANOS = Duration.ofMillis(5).toNanos();
    private static final int OTHERS = 500;
    private static final long APART_NANOS = Duration.ofMillis(10).toNanos();
    private static final byte[] OTHER = {'o'};

    private final Bench bench;
    private final Screen screen;
    private final String group;
    private final AtomicLong handled = new AtomicLong();
    private final AtomicLong last = new AtomicLong(-1);
    private final AtomicLong breaks = new AtomicLong();
    private final AtomicLong firstAt = new AtomicLong();
    private final Queue<Double> others = new ConcurrentLinkedQueue<>();
    private volatile boolean heals;

    HeldMillion(Bench bench, Screen screen) {
        this.bench = bench;
        this.screen = screen;
        this.group = bench.newGroup("million");
    }

    void run() throws ExecutionException, InterruptedException {
        bench.fill(TOPIC, 1, RECORDS, 1);
        long begin = System.nanoTime();
        try (Holdfast app = app()) {
            app.start();
            await("all are held", () -> bench.isCommitted(group, TOPIC));
            screen.say(String.format(
                    Locale.ROOT, "million: all held %.1f s after the start, %s", since(begin), heapInUse()));
            say("others while a million is held", sendOthers());
        }
        try (KafkaProducer<byte[], byte[]> producer = producer();
                Holdfast app = app()) {
            int before = others.size();
            producer.send(new ProducerRecord<>(TOPIC, 0, OTHER, now())).get();
            begin = System.nanoTime();
            app.start();
            await("another key is handled", () -> others.size() > before);
            screen.say(String.format(
                    Locale.ROOT,
                    "million: another key handled %.1f s after the next start, %s",
                    since(begin),
                    heapInUse()));
            others.clear();
            heals = true;
            say("others while it heals", sendOthers());
            await("all are handled", () -> handled.get() == RECORDS);
            screen.say(String.format(
                    Locale.ROOT,
                    "million: %,.0f/s when it heals, order broken %d times, %s",
                    (RECORDS - 1) / since(firstAt.get()),
                    breaks.get(),
                    heapInUse()));
            await("all is committed", () -> bench.isCommitted(group, TOPIC));
        }
    }

    private Holdfast app() {
        return Holdfast.builder()
                .applicationId("measure")
                .bootstrapServers(bench.bootstrapServers())
                .consumerProperties(Map.of("group.protocol", "consumer"))
                .handle(Topic.of(TOPIC, byte[].class, byte[].class), spec -> spec.group(group)
                        .with(RetrySchedule.of("1s").onExhausted(OnExhausted.HOLD_KEY))
                        .runMessage(this::handle))
                .build();
    }

    private Outcome handle(Message<byte[], byte[]> message, Delivery delivery) {
        if (requireNonNull(message.key()).length == OTHER.length) {
            others.add((System.nanoTime()
                            - ByteBuffer.wrap(requireNonNull(message.value())).getLong())
                    / 1e6);
            return Outcome.done();
        }
        if (!heals) {
            return Outcome.retry("a failure to measure with");
        }
        firstAt.compareAndSet(0, System.nanoTime());
        if (last.getAndSet(delivery.offset()) >= delivery.offset()) {
            breaks.incrementAndGet();
        }
        handled.incrementAndGet();
        return Outcome.done();
    }

    private KafkaProducer<byte[], byte[]> producer() {
        Map<String, Object> config = Map.of("bootstrap.servers", bench.bootstrapServers(), "linger.ms", 0);
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static byte[] now() {
        return ByteBuffer.allocate(Long.BYTES).putLong(System.nanoTime()).array();
    }

    /** Sends records of another key, a hundred a second; how long each took, in milliseconds. */
    private Spread sendOthers() throws ExecutionException, InterruptedException {
        others.clear();
        try (KafkaProducer<byte[], byte[]> producer = producer()) {
            for (int i = 0; i < OTHERS; i++) {
                producer.send(new ProducerRecord<>(TOPIC, 0, OTHER, now())).get();
                LockSupport.parkNanos(APART_NANOS);
            }
        }
        await("the others are handled", () -> others.size() >= OTHERS);
        return Spread.of(List.copyOf(others));
    }

    private void say(String what, Spread millis) {
        screen.say(String.format(
                Locale.ROOT,
                "million: %s: median %.1f ms, p99 %.1f ms, most %.1f ms",
                what,
                millis.median(),
                millis.percentile(99),
                millis.most()));
    }

    private static double since(long nanos) {
        return (System.nanoTime() - nanos) / 1e9;
    }

    private static String heapInUse() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        long bytes = runtime.totalMemory() - runtime.freeMemory();
        return bytes / (1024 * 1024) + " MiB of heap in use";
    }

    private static void await(String what, Stretch.End end) throws ExecutionException, InterruptedException {
        long deadline = System.nanoTime() + LIMIT_NANOS;
        while (!end.isReached()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("not in time: " + what);
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }
}
