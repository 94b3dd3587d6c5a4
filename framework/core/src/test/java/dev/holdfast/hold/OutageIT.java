package dev.holdfast.hold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.Message;
import dev.holdfast.Order;
import dev.holdfast.Outcome;
import dev.holdfast.Topic;
import dev.holdfast.app.Holdfast;
import dev.holdfast.embedded.KafkaCluster;
import dev.holdfast.state.HandlerState;
import dev.holdfast.state.PartitionState;
import dev.holdfast.state.Phase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Brokers, controllers and destinations that go away and come back. */
class OutageIT {
    private static KafkaCluster cluster;

    @BeforeAll
    static void start() {
        cluster = KafkaCluster.start(3);
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @Test
    void restartsOfEveryBrokerAndOfTheControllerAreSurvivedWithoutHelp() {
        String topic = "restarts";
        cluster.createTopic(topic, 6, 3, Map.of("min.insync.replicas", "2"));
        cluster.createTopic(topic + ".copies", 6, 3, Map.of("min.insync.replicas", "2"));
        Ledger ledger = new Ledger();
        Holdfast app = Holdfast.builder()
                .applicationId(topic)
                .bootstrapServers(cluster.bootstrapServers())
                .handle(Topic.of(topic, String.class, String.class), handler -> handler.order(Order.KEY)
                        .emits(topic + ".copies")
                        .runMessage((message, delivery) -> {
                            ledger.handled(message.key(), Integer.parseInt(message.value()));
                            return Outcome.emit(Message.of(message.key(), message.value()));
                        }))
                .build();
        app.start();
        int sent = 0;
        try (Feed feed = new Feed(cluster)) {
            for (int broker = 0; broker < 3; broker++) {
                feed.numbers(topic, sent, sent + 500, 50);
                sent += 500;
                cluster.stopBroker(broker);
                feed.numbers(topic, sent, sent + 500, 50);
                sent += 500;
                ledger.awaitAll(sent);
                cluster.startBroker(broker);
            }
            cluster.moveController();
            feed.numbers(topic, sent, sent + 500, 50);
            sent += 500;
            ledger.awaitAll(sent);
        }
        Commits commits = new Commits(cluster, topic);
        commits.awaitNoLag(topic);
        await().atMost(Duration.ofSeconds(20)).until(() -> app.state().phase() == Phase.RUNNING);
        commits.assertNeverBackwards(topic);
        app.close();
        long copies = commits.ends(topic + ".copies").values().stream()
                .mapToLong(Long::longValue)
                .sum();
        assertThat(copies).isGreaterThanOrEqualTo(sent);
    }

    @Test
    void aDestinationThatRefusesHoldsOnlyThePartitionsThatWriteToIt() throws Exception {
        String topic = "destinations";
        cluster.createTopic(topic, 3, 3);
        cluster.createTopic("good", 1, 3);
        cluster.createTopic("small", 1, 3, Map.of("max.message.bytes", "2000"));
        cluster.createTopic("deleted", 1, 3);
        List<String> outputs = List.of("good", "small", "deleted");
        Holdfast app = Holdfast.builder()
                .applicationId(topic)
                .bootstrapServers(cluster.bootstrapServers())
                .clientProperties(Map.of("metadata.max.age.ms", "1000"))
                .handle(Topic.of(topic, String.class, String.class), handler -> handler.order(Order.KEY)
                        .emits("good", "small", "deleted")
                        .runMessage((message, delivery) -> Outcome.emit(
                                Message.of(message.key(), "x".repeat(5_000)).to(outputs.get(delivery.partition())))))
                .build();
        app.start();
        app.awaitRunning(Duration.ofSeconds(20));
        try (Feed feed = new Feed(cluster)) {
            feed.numbersTo(topic, 2, 0, 10);
            await().atMost(Duration.ofSeconds(30)).until(() -> frontier(app, 2) == 10);
            cluster.admin().deleteTopics(List.of("deleted")).all().get();
            feed.numbersTo(topic, 0, 0, 50);
            feed.numbersTo(topic, 1, 0, 50);
            feed.numbersTo(topic, 2, 10, 50);
            Commits commits = new Commits(cluster, topic);
            await().atMost(Duration.ofSeconds(30)).until(() -> frontier(app, 0) == 50);
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                assertThat(partition(app, 1).phase()).isEqualTo(Phase.DEGRADED);
                assertThat(partition(app, 1).reason()).contains("small").contains("RecordTooLarge");
                assertThat(partition(app, 2).phase()).isEqualTo(Phase.DEGRADED);
                assertThat(partition(app, 2).reason()).contains("deleted");
            });
            assertThat(partition(app, 0).phase()).isEqualTo(Phase.RUNNING);
            assertThat(frontier(app, 1)).isZero();
            feed.numbersTo(topic, 0, 50, 100);
            await().atMost(Duration.ofSeconds(10)).until(() -> frontier(app, 0) == 100);
            cluster.createTopic("deleted", 1, 3);
            cluster.admin()
                    .incrementalAlterConfigs(Map.of(
                            new ConfigResource(ConfigResource.Type.TOPIC, "small"),
                            List.of(new AlterConfigOp(
                                    new ConfigEntry("max.message.bytes", "1000000"), AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
            await().atMost(Duration.ofSeconds(60)).until(() -> frontier(app, 1) == 50 && frontier(app, 2) == 50);
            commits.awaitNoLag(topic);
            await().until(() -> app.state().phase() == Phase.RUNNING);
        }
        app.close();
    }

    @Test
    void aDestinationWithoutALeaderHoldsOnlyThePartitionsThatWriteToIt() throws Exception {
        String topic = "leaderless";
        cluster.createTopic(topic, 2, 3);
        cluster.createTopic("led", 1, 3);
        cluster.createTopic("alone", 1, 1);
        List<String> outputs = List.of("led", "alone");
        Holdfast app = Holdfast.builder()
                .applicationId(topic)
                .bootstrapServers(cluster.bootstrapServers())
                .handle(Topic.of(topic, String.class, String.class), handler -> handler.order(Order.KEY)
                        .emits("led", "alone")
                        .runMessage((message, delivery) -> Outcome.emit(
                                Message.of(message.key(), message.value()).to(outputs.get(delivery.partition())))))
                .build();
        app.start();
        app.awaitRunning(Duration.ofSeconds(20));
        int leader = cluster.leaderOf("alone", 0);
        try (Feed feed = new Feed(cluster)) {
            feed.numbersTo(topic, 0, 0, 10);
            feed.numbersTo(topic, 1, 0, 10);
            await().atMost(Duration.ofSeconds(30)).until(() -> frontier(app, 0) == 10 && frontier(app, 1) == 10);
            cluster.stopBroker(leader);
            feed.numbersTo(topic, 1, 10, 20);
            feed.numbersTo(topic, 0, 10, 20);
            await().atMost(Duration.ofSeconds(30)).until(() -> frontier(app, 0) == 20);
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(partition(app, 1).reason()).contains("alone"));
            assertThat(partition(app, 0).phase()).isEqualTo(Phase.RUNNING);
            cluster.startBroker(leader);
            new Commits(cluster, topic).awaitNoLag(topic);
            await().until(() -> app.state().phase() == Phase.RUNNING);
        }
        app.close();
    }

    private static long frontier(Holdfast app, int number) {
        return partition(app, number).frontier();
    }

    private static PartitionState partition(Holdfast app, int number) {
        HandlerState handler = app.state().handlers().get(0);
        return handler.partitions().stream()
                .filter(state -> state.partition() == number)
                .findFirst()
                .orElseThrow(() -> new AssertionError("partition " + number + " is not owned: " + handler));
    }
}
