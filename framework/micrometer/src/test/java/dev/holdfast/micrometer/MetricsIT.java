package dev.holdfast.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.Guarantee;
import dev.holdfast.Order;
import dev.holdfast.Outcome;
import dev.holdfast.Topic;
import dev.holdfast.app.Holdfast;
import dev.holdfast.embedded.KafkaCluster;
import dev.holdfast.retry.RetrySchedule;
import dev.holdfast.testkit.KafkaTest;
import dev.holdfast.testkit.TestTopics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** An application with a handler with retry topics and one that holds keys, scraped over HTTP. */
@KafkaTest
@Timeout(180)
class MetricsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Topic<String, String> orders;
    private final Topic<String, String> bills;
    private final String group;
    private final Holdfast app;
    private final MonitoringServer server;
    private final CountDownLatch mayPass = new CountDownLatch(1);

    MetricsIT(KafkaCluster cluster, TestTopics topics) {
        this.orders = topics.create("orders", 2, String.class, String.class);
        this.bills = topics.create("bills", 1, String.class, String.class);
        this.group = topics.uniqueName("billing");
        HoldfastMetrics metrics = HoldfastMetrics.in(registry);
        this.app = Holdfast.builder()
                .applicationId(group)
                .bootstrapServers(cluster.bootstrapServers())
                .interceptor(metrics.handlerTime())
                .group(group, settings -> settings.guarantee(Guarantee.EXACTLY_ONCE))
                .handle(orders, handler -> handler.order(Order.KEY_UNTIL_RETRY)
                        .with(RetrySchedule.of("50ms", "100ms"))
                        .run((value, delivery) -> handle(value, delivery.attempt())))
                .handle(bills, handler -> handler.order(Order.KEY)
                        .with(RetrySchedule.of("50ms"))
                        .run((value, delivery) -> handle(value, delivery.attempt())))
                .build();
        metrics.bindTo(app);
        this.server = MonitoringServer.start(0, registry, app::health);
    }

    @AfterEach
    void ends() {
        mayPass.countDown();
        app.close();
        server.close();
    }

    private Outcome handle(String value, int attempt) throws InterruptedException {
        return switch (value) {
            case "fails once" -> attempt == 1 ? Outcome.retry("not yet") : Outcome.done();
            case "fails always" -> Outcome.retry("never");
            case "rejected" -> Outcome.deadLetter("no");
            case "skipped" -> Outcome.skip("nothing to do");
            case "blocks" -> {
                mayPass.await();
                yield Outcome.done();
            }
            default -> Outcome.done();
        };
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + server.address().getPort() + path);
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    private double metric(String name, String... tags) throws IOException, InterruptedException {
        return get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                .filter(line -> Arrays.stream(tags).allMatch(line::contains))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private String handler(Topic<?, ?> topic) {
        return "handler=\"" + group + "/" + topic.name() + "\"";
    }

    private void publish(Topic<String, String> topic, String... values) {
        List<CompletableFuture<?>> sent = Arrays.stream(values)
                .<CompletableFuture<?>>map(
                        value -> app.publisher(topic).publish(value, value).toCompletableFuture())
                .toList();
        sent.forEach(CompletableFuture::join);
    }

    @Test
    void aScrapeTellsWhatBecameOfEveryRecordAndTheCatalogueIsComplete() throws Exception {
        app.start();
        publish(orders, "plain", "skipped", "fails once", "fails always", "rejected");
        publish(bills, "plain", "fails once", "blocks");

        String ordersOnly = handler(orders);
        String billsOnly = handler(bills);
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(metric("holdfast_dead_lettered_records_total", ordersOnly))
                    .isEqualTo(2);
            assertThat(metric("holdfast_handled_records_total", ordersOnly)).isEqualTo(3);
            assertThat(metric("holdfast_handled_records_total", billsOnly)).isEqualTo(2);
            assertThat(metric("holdfast_in_flight_records", billsOnly)).isEqualTo(1);
            assertThat(metric("holdfast_lag_records", billsOnly)).isPositive();
        });
        assertThat(metric("holdfast_skipped_records_total", ordersOnly)).isEqualTo(1);
        assertThat(metric("holdfast_failed_attempts_total", ordersOnly)).isEqualTo(5);
        assertThat(metric("holdfast_retried_records_total", ordersOnly, "tier=\"1\""))
                .isEqualTo(2);
        assertThat(metric("holdfast_retried_records_total", ordersOnly, "tier=\"2\""))
                .isEqualTo(1);
        assertThat(metric("holdfast_retried_records_total", billsOnly, "tier=\"held\""))
                .isEqualTo(1);
        assertThat(metric("holdfast_retry_lateness_seconds_count", ordersOnly, "tier=\"1\""))
                .isEqualTo(2);
        assertThat(metric("holdfast_retry_lateness_seconds_count", billsOnly, "tier=\"held\""))
                .isEqualTo(1);
        assertThat(metric("holdfast_dead_lettered_records_total", ordersOnly, "reason=\"rejected\""))
                .isEqualTo(1);
        assertThat(metric("holdfast_handler_time_seconds_count", ordersOnly)).isEqualTo(8);
        assertThat(metric("holdfast_in_flight_size_bytes", billsOnly)).isEqualTo(2 * "blocks".length());
        assertThat(metric("holdfast_partitions", ordersOnly, "topic=\"" + orders.name() + "\""))
                .isEqualTo(2);
        assertThat(metric("holdfast_commits_total")).isPositive();
        assertThat(metric("holdfast_rebalances_total")).isPositive();
        assertThat(metric("holdfast_handler_state", billsOnly, "state=\"running\""))
                .isEqualTo(1);

        String scraped = get("/metrics").body();
        assertThat(HoldfastMeter.values())
                .flatExtracting(HoldfastMeter::prometheusNames)
                .allSatisfy(name -> assertThat(scraped).containsPattern("(?m)^" + name + "[{ ]"));
    }

    @Test
    @DisabledIfSystemProperty(named = "skipServers", matches = "true", disabledReason = "it needs Prometheus")
    void everyQueryOfTheDashboardsHasDataInARealPrometheusAndAnAlertFires(@TempDir Path folder) throws Exception {
        app.start();
        publish(orders, "plain", "skipped", "fails once", "fails always", "rejected");
        publish(bills, "plain", "fails once", "blocks");
        try (PrometheusServer prometheus = PrometheusServer.start(folder, server.address(), MonitoringFiles.RULES)) {
            await().atMost(PATIENCE).until(prometheus::isReady);
            await().atMost(PATIENCE).until(() -> prometheus
                    .query("count_over_time(holdfast_held_keys[1m]) > 5")
                    .contains("\"metric\""));
            // So that something has grown while it was scraped.
            publish(orders, "plain", "skipped", "fails once", "fails always", "rejected");
            publish(bills, "fails once");
            for (MonitoringFiles.Query query : MonitoringFiles.queries()) {
                String expression = query.expression()
                        .replace("$__rate_interval", "1m")
                        .replace("$group", ".*")
                        .replace("$handler", ".*");
                await(query.panel()).atMost(PATIENCE).untilAsserted(() -> assertThat(prometheus.query(expression))
                        .as(query.panel() + ": " + expression)
                        .contains("\"status\":\"success\"", "\"metric\""));
            }
            await().atMost(PATIENCE).until(() -> prometheus
                    .query("ALERTS{alertname=\"HoldfastDeadLettersGrow\",alertstate=\"firing\"}")
                    .contains("\"reason\":\"rejected\""));
        }
    }

    @Test
    void probesSayWhetherItIsLiveAndReadyAndWhyNot() throws Exception {
        assertThat(get("/health/live").statusCode()).isEqualTo(200);
        HttpResponse<String> early = get("/health/ready");
        assertThat(early.statusCode()).isEqualTo(503);
        assertThat(early.body()).contains("not ready", "the application is not started");

        app.start();
        await().atMost(PATIENCE).until(() -> get("/health/ready").statusCode() == 200);
        app.handler(group + "/" + orders.name()).pause();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(get("/health/ready").body()).contains("is PAUSED"));

        app.close();
        assertThat(get("/health/ready").statusCode()).isEqualTo(503);
        assertThat(get("/nothing").statusCode()).isEqualTo(404);
    }
}
