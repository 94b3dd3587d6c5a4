package dev.holdfast.hold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.Order;
import dev.holdfast.Outcome;
import dev.holdfast.StartPosition;
import dev.holdfast.Topic;
import dev.holdfast.app.Holdfast;
import dev.holdfast.embedded.Cluster;
import dev.holdfast.state.PartitionState;
import dev.holdfast.state.Phase;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** An application with one handler of numbers whose group is named like its topic, and what it handled. */
final class OneApp implements AutoCloseable {
    private final Holdfast app;
    private final Map<String, AtomicInteger> handled = new ConcurrentHashMap<>();

    @FunctionalInterface
    interface Work {
        Outcome on(String value) throws Exception;
    }

    private OneApp(Cluster cluster, String topic, StartPosition from, Work work) {
        app = Holdfast.builder()
                .applicationId(topic)
                .bootstrapServers(cluster.bootstrapServers())
                .clientProperties(Map.of("metadata.max.age.ms", "1000"))
                .group(topic, group -> group.startFrom(from))
                .handle(
                        Topic.of(topic, String.class, String.class),
                        handler -> handler.order(Order.KEY).concurrency(8).run((value, delivery) -> {
                            Outcome outcome = work.on(value);
                            handled.computeIfAbsent(delivery.id(), unseen -> new AtomicInteger())
                                    .incrementAndGet();
                            return outcome;
                        }))
                .build();
        app.start();
    }

    static OneApp start(Cluster cluster, String topic) {
        return start(cluster, topic, StartPosition.EARLIEST);
    }

    static OneApp start(Cluster cluster, String topic, StartPosition from) {
        return new OneApp(cluster, topic, from, value -> Outcome.done());
    }

    static OneApp start(Cluster cluster, String topic, Work work) {
        return new OneApp(cluster, topic, StartPosition.EARLIEST, work);
    }

    Holdfast app() {
        return app;
    }

    /** The handled records as topic-partition-offset. */
    Map<String, AtomicInteger> handled() {
        return handled;
    }

    void awaitHandled(int records) {
        await().atMost(Duration.ofSeconds(40)).until(() -> handled.size() >= records);
    }

    PartitionState awaitPhase(int partition, Phase phase) {
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(app.state().handlers().get(0).partitions())
                        .anySatisfy(state -> {
                            assertThat(state.partition()).isEqualTo(partition);
                            assertThat(state.phase()).isEqualTo(phase);
                        }));
        return app.state().handlers().get(0).partitions().stream()
                .filter(state -> state.partition() == partition)
                .findFirst()
                .orElseThrow();
    }

    void assertNothingTwice() {
        assertThat(handled.values()).allSatisfy(times -> assertThat(times).hasValue(1));
    }

    @Override
    public void close() {
        app.close();
    }
}
