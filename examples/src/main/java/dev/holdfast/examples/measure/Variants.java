package dev.holdfast.examples.measure;

import dev.holdfast.Order;
import dev.holdfast.Outcome;
import dev.holdfast.Topic;
import dev.holdfast.app.Holdfast;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The ways to read a topic that are compared. Each run has a new group, and is checked to have committed all of it. */
final class Variants {
    private static final int DEFAULT_CONCURRENCY = 16;
    private static final long BLOCKING_NANOS = Duration.ofMillis(1).toNanos();

    private final Bench bench;

    Variants(Bench bench) {
        this.bench = bench;
    }

    Figure raw(String topic, long records) throws InterruptedException, ExecutionException {
        String group = bench.newGroup("raw");
        Stretch stretch = new Stretch();
        Map<String, Object> config = RawLoop.consumer(bench.bootstrapServers(), group);
        Thread loop =
                new Thread(new RawLoop(config, topic, records, value -> count(value, stretch)), "measure-raw-loop");
        loop.setDaemon(true);
        loop.start();
        Figure figure = stretch.watch(records);
        loop.join();
        check(group, topic, records, stretch);
        return figure;
    }

    private static void count(byte[] value, Stretch stretch) {
        if (value.length > 0) {
            stretch.count();
        }
    }

    Figure noop(String topic, long records, Order order) throws InterruptedException, ExecutionException {
        Stretch stretch = new Stretch();
        return handled(topic, records, order, DEFAULT_CONCURRENCY, stretch, stretch::count);
    }

    /** Each record blocks its thread for a millisecond, as a call over a network does. */
    Figure blocking(String topic, long records, int concurrency) throws InterruptedException, ExecutionException {
        Stretch stretch = new Stretch();
        return handled(topic, records, Order.KEY, concurrency, stretch, () -> {
            long until = System.nanoTime() + BLOCKING_NANOS;
            for (long left = BLOCKING_NANOS; left > 0; left = until - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            stretch.count();
        });
    }

    /** Milliseconds from the call of start to the first record handled. */
    double start(String topic) {
        Stretch stretch = new Stretch();
        Holdfast app = app(bench.newGroup("start"), topic, Order.KEY, DEFAULT_CONCURRENCY, stretch::count);
        try (app) {
            long begin = System.nanoTime();
            app.start();
            while (stretch.counted() == 0) {
                LockSupport.parkNanos(BLOCKING_NANOS / 2);
                if (System.nanoTime() - begin > TimeUnit.MINUTES.toNanos(1)) {
                    throw new IllegalStateException("no record within a minute: " + app.state());
                }
            }
            return (System.nanoTime() - begin) / 1e6;
        }
    }

    private Figure handled(String topic, long records, Order order, int concurrency, Stretch stretch, Runnable handler)
            throws InterruptedException, ExecutionException {
        String group = bench.newGroup(order.name().toLowerCase(Locale.ROOT));
        Figure figure;
        try (Holdfast app = app(group, topic, order, concurrency, handler)) {
            app.start();
            figure = stretch.watch(records);
        }
        check(group, topic, records, stretch);
        return figure;
    }

    private Holdfast app(String group, String topic, Order order, int concurrency, Runnable handler) {
        return Holdfast.builder()
                .applicationId("measure")
                .bootstrapServers(bench.bootstrapServers())
                .consumerProperties(Map.of("group.protocol", "consumer"))
                .handle(Topic.of(topic, byte[].class, byte[].class), spec -> spec.group(group)
                        .order(order)
                        .concurrency(concurrency)
                        .run((value, delivery) -> {
                            handler.run();
                            return Outcome.done();
                        }))
                .build();
    }

    private void check(String group, String topic, long records, Stretch stretch)
            throws InterruptedException, ExecutionException {
        if (stretch.counted() != records) {
            throw new IllegalStateException(group + " handled " + stretch.counted() + " instead of " + records);
        }
        bench.requireCommitted(group, topic);
    }
}
