package dev.holdfast.examples.payments;

import dev.holdfast.Publisher;
import dev.holdfast.app.Holdfast;
import dev.holdfast.app.HoldfastBuilder;
import dev.holdfast.json.JsonCodecs;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/** Several instances of the application, as a deployment would have them in several processes. */
final class Fleet implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(60);

    private final List<Holdfast> apps = new ArrayList<>();
    private final Monitoring monitoring;
    private final FlakyBank bank = new FlakyBank(Duration.ofMillis(1));

    private Fleet(Monitoring monitoring) {
        this.monitoring = monitoring;
    }

    /** Starts the instances one after the other; the first one creates the topics. */
    static Fleet start(String bootstrapServers, int instances, Optional<InetSocketAddress> metrics)
            throws TimeoutException {
        Fleet fleet = new Fleet(new Monitoring(metrics));
        try {
            for (int i = 1; i <= instances; i++) {
                fleet.add(bootstrapServers, i);
            }
            for (Holdfast app : fleet.apps) {
                app.awaitRunning(START);
            }
            return fleet;
        } catch (TimeoutException | RuntimeException e) {
            fleet.close();
            throw e;
        }
    }

    private void add(String bootstrapServers, int number) {
        HoldfastBuilder builder = Holdfast.builder()
                .applicationId("payments")
                .bootstrapServers(bootstrapServers)
                .clientProperties(Map.of("client.id", "payments-" + number))
                .topics(PaymentTopics.specs())
                .codecs(JsonCodecs.defaults())
                .handlers(new PaymentHandlers(bank));
        Holdfast app = monitoring.build(builder, "payments-" + number);
        apps.add(app);
        app.start();
    }

    /** A publisher for the client that does not write JSON; open until the fleet is closed. */
    Publisher<String, byte[]> brokenRequests() {
        return apps.get(0).publisher(PaymentTopics.REQUESTED_BYTES);
    }

    FlakyBank bank() {
        return bank;
    }

    /** A publisher that is open until the fleet is closed. */
    PaymentRequests requests() {
        return apps.get(0).publisher(PaymentRequests.class);
    }

    List<InstanceFigures> figures() {
        List<InstanceFigures> figures = new ArrayList<>();
        for (int i = 0; i < apps.size(); i++) {
            figures.add(InstanceFigures.of("payments-" + (i + 1), apps.get(i)));
        }
        return figures;
    }

    /** Lets handlers finish, commits and leaves the group. */
    @Override
    public void close() {
        apps.forEach(Holdfast::close);
        monitoring.close();
    }
}
