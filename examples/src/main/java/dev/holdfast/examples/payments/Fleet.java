package dev.holdfast.examples.payments;

import dev.holdfast.Publisher;
import dev.holdfast.app.Holdfast;
import dev.holdfast.app.HoldfastBuilder;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import org.apache.kafka.clients.producer.RecordMetadata;

/** Several instances of the application in this JVM. */
final class Fleet implements Applications {
    private static final Duration START = Duration.ofSeconds(60);

    private final List<Holdfast> apps = new ArrayList<>();
    private final Monitoring monitoring;
    private final Bank bank = new FlakyBank(Duration.ofMillis(1));

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
        String name = "payments-" + number;
        HoldfastBuilder builder = Instance.builder(bootstrapServers, name, bank);
        Holdfast app = monitoring.build(builder, name);
        apps.add(app);
        app.start();
    }

    @Override
    public BiFunction<String, byte[], CompletionStage<RecordMetadata>> brokenRequests() {
        Publisher<String, byte[]> publisher = apps.get(0).publisher(PaymentTopics.REQUESTED_BYTES);
        return publisher::publish;
    }

    @Override
    public Bank bank() {
        return bank;
    }

    @Override
    public PaymentRequests requests() {
        return apps.get(0).publisher(PaymentRequests.class);
    }

    @Override
    public List<InstanceFigures> figures() {
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
