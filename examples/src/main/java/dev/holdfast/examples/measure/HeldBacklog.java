package dev.holdfast.examples.measure;

import static java.util.Objects.requireNonNull;

import dev.holdfast.Order;
import dev.holdfast.Outcome;
import dev.holdfast.Topic;
import dev.holdfast.app.Holdfast;
import dev.holdfast.examples.command.Screen;
import dev.holdfast.retry.RetrySchedule;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/** A full topic of which one record in ten fails once, with the order of keys kept and given up. */
final class HeldBacklog {
    private static final String TOPIC = "held.backlog";
    private static final int PARTITIONS = 8;
    private static final int RECORDS = 100_000;
    private static final int KEYS = 997;
    private static final int FAILING = 10;
    private static final int ROUNDS = 3;

    /** Spreads offsets, so that which records fail has nothing to do with their keys. */
    private static final long SPREADER = 0x9E3779B97F4A7C15L;

    private final Bench bench;
    private final Screen screen;

    HeldBacklog(Bench bench, Screen screen) {
        this.bench = bench;
        this.screen = screen;
    }

    void run() throws ExecutionException, InterruptedException {
        bench.fill(TOPIC, PARTITIONS, RECORDS, KEYS);
        for (Order order : new Order[] {Order.KEY, Order.KEY_UNTIL_RETRY}) {
            for (int round = 1; round <= ROUNDS; round++) {
                screen.say("backlog, " + order + ", round " + round + ": " + run(order));
            }
        }
    }

    private static boolean fails(long offset, int attempt) {
        return attempt == 1 && Long.remainderUnsigned(offset * SPREADER, FAILING) == 0;
    }

    private String run(Order order) throws ExecutionException, InterruptedException {
        String group = bench.newGroup("held");
        Stretch stretch = new Stretch();
        Map<String, Long> last = new ConcurrentHashMap<>();
        Map<String, Integer> failures = new ConcurrentHashMap<>();
        AtomicInteger breaks = new AtomicInteger();
        Figure figure;
        try (Holdfast app = Holdfast.builder()
                .applicationId("measure")
                .bootstrapServers(bench.bootstrapServers())
                .consumerProperties(Map.of("group.protocol", "consumer"))
                .handle(Topic.of(TOPIC, byte[].class, byte[].class), spec -> spec.group(group)
                        .order(order)
                        .concurrency(64)
                        .with(RetrySchedule.of("1s"))
                        .runMessage((message, delivery) -> {
                            String key = new String(requireNonNull(message.key()), StandardCharsets.US_ASCII);
                            if (fails(delivery.offset(), delivery.attempt())) {
                                failures.merge(key, 1, Integer::sum);
                                return Outcome.retry("a failure to measure with");
                            }
                            Long before = last.put(key, delivery.offset());
                            if (before != null && before > delivery.offset()) {
                                breaks.incrementAndGet();
                            }
                            stretch.count();
                            return Outcome.done();
                        }))
                .build()) {
            app.start();
            figure = stretch.watch(RECORDS, () -> bench.isCommitted(group, TOPIC));
        }
        int most = failures.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        return String.format(
                Locale.ROOT,
                "%.1f s, order broken %d times; %d failures, %d of one key, which take %d s if each holds it",
                RECORDS / figure.perSecond(),
                breaks.get(),
                failures.values().stream().mapToInt(Integer::intValue).sum(),
                most,
                most);
    }
}
