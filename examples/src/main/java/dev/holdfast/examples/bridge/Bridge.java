package dev.holdfast.examples.bridge;

import dev.holdfast.connect.lab.ConnectWorker;
import dev.holdfast.embedded.KafkaCluster;
import dev.holdfast.examples.command.Arrivals;
import dev.holdfast.examples.command.Screen;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;

/** One run: both connectors in one worker, which is killed when half of all messages have arrived. */
final class Bridge {
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final int LOOKS_A_LINE = 4;
    private static final Duration STANDSTILL = Duration.ofSeconds(60);
    private static final String TRANSACTION_TIMEOUT_MS = "10000";

    private final KafkaCluster kafka;
    private final OtherSystem other;
    private final ConnectWorker worker;
    private final Screen screen;
    private final int messages;
    private final long begin = System.nanoTime();
    private boolean killed;
    private int looks;

    Bridge(KafkaCluster kafka, OtherSystem other, ConnectWorker worker, Screen screen, int messages) {
        this.kafka = kafka;
        this.other = other;
        this.worker = worker;
        this.screen = screen;
        this.messages = messages;
    }

    Report run() throws Exception {
        kafka.createTopic(Traffic.FROM_OTHER, 1, 1);
        kafka.createTopic(Traffic.TO_OTHER, 1, 1);
        Map<String, String> source = with(other.source(), "kafka.topic", Traffic.FROM_OTHER);
        if (other.exactlyOnceToKafka()) {
            // A worker that is started again waits for the transaction that the killed one has left open.
            source = with(source, "producer.override.transaction.timeout.ms", TRANSACTION_TIMEOUT_MS);
        }
        worker.rest().create("from-other", source);
        worker.rest().create("to-other", with(other.sink(), "topics", Traffic.TO_OTHER));
        screen.say("Both connectors run; " + messages + " messages go in each direction");
        try (Traffic traffic = new Traffic(kafka.bootstrapServers(), other, messages)) {
            traffic.start();
            List<Arrivals> counts = watch(traffic);
            show(counts);
            screen.keep();
            return new Report(other.name(), killed ? 1 : 0, seconds(), counts);
        }
    }

    private List<Arrivals> watch(Traffic traffic) throws ExecutionException, InterruptedException {
        List<Arrivals> counts = traffic.counts();
        int last = -1;
        long moved = System.nanoTime();
        while (!complete(counts) && System.nanoTime() - moved < STANDSTILL.toNanos()) {
            int received = counts.stream().mapToInt(Arrivals::received).sum();
            if (received != last) {
                last = received;
                moved = System.nanoTime();
            }
            if (!killed && received >= messages) {
                killWorker();
                moved = System.nanoTime();
            }
            if (screen.isTerminal() || looks++ % LOOKS_A_LINE == 0) {
                show(counts);
            }
            LockSupport.parkNanos(LOOK.toNanos());
            counts = traffic.counts();
        }
        return counts;
    }

    private boolean complete(List<Arrivals> counts) {
        return counts.stream().allMatch(count -> count.sent() == messages && count.lost() == 0);
    }

    private void killWorker() {
        killed = true;
        screen.say("The worker is killed (KILL) and started again ...");
        worker.kill();
        worker.startAgain();
        screen.say("The worker is back");
    }

    private void show(List<Arrivals> counts) {
        List<String> lines = counts.stream().map(this::line).toList();
        if (screen.isTerminal()) {
            screen.draw(lines);
        } else {
            lines.forEach(screen::say);
        }
    }

    private String line(Arrivals count) {
        return String.format(
                Locale.ROOT,
                "%6.1f s  %-18s  sent %,7d  received %,7d  on their way %,6d  duplicates %,d",
                seconds(),
                count.direction(),
                count.sent(),
                count.received(),
                count.lost(),
                count.duplicates());
    }

    private double seconds() {
        return (System.nanoTime() - begin) / 1e9;
    }

    private static Map<String, String> with(Map<String, String> config, String key, String value) {
        Map<String, String> complete = new TreeMap<>(config);
        complete.put(key, value);
        return complete;
    }

    /**
     * The summary.
     *
     * @param system the other system
     * @param workersKilled how often the worker was killed
     * @param seconds how long the connectors ran
     * @param directions what was sent and what arrived
     */
    record Report(String system, int workersKilled, double seconds, List<Arrivals> directions) {
        boolean nothingLost() {
            return directions.stream().allMatch(count -> count.lost() == 0 && count.sent() > 0);
        }
    }
}
