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
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Brokers that die without a word, one after the other, each of them leader of some partitions. */
class BrokerKillIT {
    private static final int BROKERS = 3;
    private static final Map<String, String> SAFE = Map.of("min.insync.replicas", "2");

    @Test
    void killedBrokersCostNoRecordAndNoOrder() {
        String topic = "killed";
        try (ProcessCluster cluster = ProcessCluster.start(BROKERS)) {
            cluster.createTopic(topic, 6, BROKERS, SAFE);
            cluster.createTopic(topic + ".copies", 6, BROKERS, SAFE);
            Ledger ledger = new Ledger();
            try (Holdfast app = copying(cluster, topic, ledger);
                    Feed feed = new Feed(cluster)) {
                app.start();
                int sent = 0;
                for (int broker = 0; broker < BROKERS; broker++) {
                    feed.numbers(topic, sent, sent + 300, 50);
                    cluster.kill(broker);
                    feed.numbers(topic, sent + 300, sent + 600, 50);
                    sent += 600;
                    ledger.awaitAll(sent);
                    cluster.startBroker(broker);
                }
                ledger.assertFirstOrdered();
                Commits commits = new Commits(cluster, topic);
                commits.awaitNoLag(topic);
                await().atMost(Duration.ofSeconds(60)).until(() -> app.state().phase() == Phase.RUNNING);
                long copies = commits.ends(topic + ".copies").values().stream()
                        .mapToLong(Long::longValue)
                        .sum();
                assertThat(copies).isGreaterThanOrEqualTo(sent);
            }
        }
    }

    private static Holdfast copying(ProcessCluster cluster, String topic, Ledger ledger) {
        return Holdfast.builder()
                .applicationId(topic)
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
