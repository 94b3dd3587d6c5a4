package dev.holdfast.hold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.Message;
import dev.holdfast.Order;
import dev.holdfast.Outcome;
import dev.holdfast.Topic;
import dev.holdfast.app.Holdfast;
import dev.holdfast.embedded.ProcessCluster;
import dev.holdfast.state.Phase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** Brokers that die without a word, one after the other, the coordinators first. */
class BrokerKillIT {
    private static final int BROKERS = 3;
    private static final int A_KILL = 600;
    private static final Map<String, String> SAFE = Map.of("min.insync.replicas", "2");

    @Test
    void killedBrokersAndCoordinatorsCostNoRecordAndNoOrderAndWriteNothingTwice() {
        String topic = "killed";
        try (ProcessCluster cluster = ProcessCluster.start(BROKERS)) {
            cluster.createTopic(topic, 6, BROKERS, SAFE);
            cluster.createTopic(topic + ".copies", 6, BROKERS, SAFE);
            Ledger ledger = new Ledger();
            try (Holdfast app = copying(cluster, topic, ledger);
                    Feed feed = new Feed(cluster)) {
                app.start();
                feed.numbers(topic, 0, A_KILL, 50);
                ledger.awaitAll(A_KILL);
                List<IntSupplier> victims = List.of(
                        () -> cluster.transactionCoordinator(topic + "." + topic + ".one.1"),
                        () -> cluster.groupCoordinator(topic),
                        () -> 0);
                int sent = A_KILL;
                for (IntSupplier victim : victims) {
                    int broker = victim.getAsInt();
                    feed.numbers(topic, sent, sent + A_KILL / 2, 50);
                    cluster.kill(broker);
                    feed.numbers(topic, sent + A_KILL / 2, sent + A_KILL, 50);
                    sent += A_KILL;
                    ledger.awaitAll(sent);
                    cluster.startBroker(broker);
                }
                ledger.assertFirstOrdered();
                new Commits(cluster, topic).awaitNoLag(topic);
                await().atMost(Duration.ofSeconds(60)).until(() -> app.state().phase() == Phase.RUNNING);
                List<ConsumerRecord<String, String>> copies = Copies.committed(cluster, topic + ".copies");
                assertThat(copies).hasSize(sent);
                assertThat(copies.stream().map(ConsumerRecord::value)).doesNotHaveDuplicates();
            }
        }
    }

    private static Holdfast copying(ProcessCluster cluster, String topic, Ledger ledger) {
        return Holdfast.builder()
                .applicationId(topic)
                .instanceId("one")
                .bootstrapServers(cluster.bootstrapServers())
                .handle(Topic.of(topic, String.class, String.class), handler -> handler.order(Order.KEY)
                        .emits(topic + ".copies")
                        .runMessage((message, delivery) -> {
                            ledger.handled(message.key(), Integer.parseInt(message.value()));
                            return Outcome.emit(Message.of(message.key(), message.value()));
                        }))
                .build();
    }
}
