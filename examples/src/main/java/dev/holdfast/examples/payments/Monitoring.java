package dev.holdfast.examples.payments;

import dev.holdfast.app.Holdfast;
import dev.holdfast.app.HoldfastBuilder;
import dev.holdfast.micrometer.HoldfastMetrics;
import dev.holdfast.micrometer.MonitoringServer;
import dev.holdfast.state.Health;
import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Metrics and health of all instances at one address, if one was asked for. */
final class Monitoring implements AutoCloseable {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final List<Holdfast> apps = new CopyOnWriteArrayList<>();
    private final Optional<MonitoringServer> server;

    Monitoring(Optional<InetSocketAddress> address) {
        server = address.map(where -> MonitoringServer.start(where, registry, this::health));
    }

    /** Builds an instance that is watched. */
    Holdfast build(HoldfastBuilder builder, String name) {
        if (server.isEmpty()) {
            return builder.build();
        }
        HoldfastMetrics metrics = HoldfastMetrics.in(registry, Tags.of("app", name));
        Holdfast app = builder.interceptor(metrics.handlerTime()).build();
        metrics.bindTo(app);
        apps.add(app);
        return app;
    }

    /** As good as the worst of them. */
    private Health health() {
        List<Health> all = apps.stream().map(Holdfast::health).toList();
        List<String> reasons = new ArrayList<>();
        all.forEach(one -> reasons.addAll(one.reasons()));
        return new Health(
                all.stream().allMatch(Health::live),
                !all.isEmpty() && all.stream().allMatch(Health::ready),
                reasons);
    }

    @Override
    public void close() {
        server.ifPresent(MonitoringServer::close);
    }
}
