package dev.holdfast.examples.payments;

import dev.holdfast.state.Phase;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Figures of instances in other processes: what they tell Prometheus, once a second. One thread. */
final class Scrape {
    private static final Duration PATIENCE = Duration.ofMillis(500);
    private static final long AGE_NANOS = Duration.ofSeconds(1).toNanos();
    private static final String OF_SOURCE = "topic=\"" + PaymentTopics.REQUESTED.name() + '"';

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final List<InetSocketAddress> instances;
    private List<InstanceFigures> figures = List.of();
    private long scrapedAt;

    Scrape(List<InetSocketAddress> instances) {
        this.instances = List.copyOf(instances);
    }

    List<InstanceFigures> figures() {
        if (figures.isEmpty() || System.nanoTime() - scrapedAt > AGE_NANOS) {
            figures = instances.stream().map(this::scrape).toList();
            scrapedAt = System.nanoTime();
        }
        return figures;
    }

    /** An instance that does not answer is one that has ended, as far as can be known here. */
    private InstanceFigures scrape(InetSocketAddress instance) {
        String name = instance.getHostString();
        URI metrics = URI.create("http://" + name + ":" + instance.getPort() + "/metrics");
        try {
            return read(
                    name,
                    http.send(HttpRequest.newBuilder(metrics).timeout(PATIENCE).build(), BodyHandlers.ofString())
                            .body());
        } catch (IOException e) {
            return gone(name);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return gone(name);
        }
    }

    private static InstanceFigures gone(String name) {
        return new InstanceFigures(name, Phase.STOPPED, 0, 0, 0, 0, 0);
    }

    /** Reads what an instance tells. */
    static InstanceFigures read(String name, String metrics) {
        Phase phase = Phase.CREATED;
        for (Phase each : Phase.values()) {
            String state = "state=\"" + each.name().toLowerCase(Locale.ROOT) + '"';
            if (sum(metrics, "holdfast_app_state", state) > 0) {
                phase = each;
            }
        }
        return new InstanceFigures(
                name,
                phase,
                (int) sum(metrics, "holdfast_partitions", OF_SOURCE),
                sum(metrics, "holdfast_handled_records_total", ""),
                sum(metrics, "holdfast_failed_attempts_total", ""),
                sum(metrics, "holdfast_in_flight_records", OF_SOURCE),
                sum(metrics, "holdfast_lag_records", OF_SOURCE));
    }

    private static long sum(String metrics, String name, String tag) {
        return metrics.lines()
                .filter(line -> line.startsWith(name + "{") && line.contains(tag))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
