package dev.holdfast.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.channels.ServerSocketChannel;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class KafkaClusterIT {
    private final KafkaCluster cluster = KafkaCluster.start(3);

    @BeforeAll
    void threeBrokersServe() {
        assertThat(cluster.brokers()).isEqualTo(3);
        assertThat(cluster.directory()).isNotEmptyDirectory();
        assertThat(cluster.bootstrapServers().split(",", -1)).hasSize(3).doesNotHaveDuplicates();
    }

    @AfterAll
    void closingLeavesNothingBehind() {
        cluster.close();
        cluster.close();
        assertThat(cluster.directory()).doesNotExist();
    }

    @Test
    void acknowledgedRecordsSurviveARestartOfEachBroker() {
        cluster.createTopic("restarted", 3, 3, Map.of("min.insync.replicas", "2"));
        List<String> sent = Records.send(cluster, "restarted", 0, 100);
        for (int broker = 0; broker < 3; broker++) {
            cluster.restartBroker(broker);
        }
        assertThat(Records.read(cluster, "restarted", 100)).containsExactlyInAnyOrderElementsOf(sent);
    }

    @Test
    void writesGoOnWhileOneBrokerIsDown() {
        cluster.createTopic("one-down", 3, 3);
        int leader = cluster.leaderOf("one-down", 0);
        cluster.stopBroker(leader);
        try {
            assertThat(cluster.leaderOf("one-down", 0)).isNotEqualTo(leader);
            List<String> sent = Records.send(cluster, "one-down", 0, 10);
            assertThat(Records.read(cluster, "one-down", 10)).containsExactlyInAnyOrderElementsOf(sent);
        } finally {
            cluster.startBroker(leader);
        }
    }

    @Test
    void theControllerMovesToAnotherNode() {
        int before = cluster.controllerId();
        assertThat(cluster.moveController()).isNotEqualTo(before);
    }

    @Test
    void aTopicThatExistsIsNotCreatedAgain() {
        cluster.createTopic("twice", 1, 1);
        assertThatThrownBy(() -> cluster.createTopic("twice", 1, 1)).hasMessage("Topic twice exists already");
    }

    @Test
    void topicsAreNotCreatedByAccident() {
        assertThatThrownBy(() -> Records.send(cluster, "never-created", 0, 1))
                .hasMessageContaining("never-created not present in metadata");
    }

    @Test
    void aTakenPortIsNamedWhenABrokerComesBack() throws Exception {
        String address = cluster.bootstrapServers().split(",", -1)[2];
        int port = Integer.parseInt(address.substring(address.indexOf(':') + 1));
        cluster.stopBroker(2);
        try (ServerSocketChannel thief = ServerSocketChannel.open()) {
            thief.bind(NodePorts.address(port));
            assertThatThrownBy(() -> cluster.startBroker(2))
                    .isInstanceOf(ClusterException.class)
                    .hasMessage("Broker 2 can't start: its broker port " + address + " is taken by another program");
        } finally {
            cluster.startBroker(2);
        }
    }

    @Test
    void coordinatorsAreFoundByTheHashOfTheId() {
        cluster.createTopic("coordinated", 1, 3);
        Records.send(cluster, "coordinated", 0, 1);
        Records.commit(cluster, "coordinated", "some-group");
        Map<String, ConsumerGroupDescription> described = ClusterQueries.await(
                "describe the group",
                cluster.admin().describeConsumerGroups(List.of("some-group")).all());
        assertThat(described.values())
                .singleElement()
                .extracting(group -> group.coordinator().id())
                .isEqualTo(cluster.groupCoordinator("some-group"));
    }

    @Test
    void thereIsADetourForEachBrokerOrForNone() {
        assertThatThrownBy(() ->
                        KafkaCluster.builder().brokers(2).detours(List.of(9092)).start())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("2 brokers can't have 1 detours");
    }

    @Test
    void keysThatTheClusterDecidesAreRefused() {
        assertThatThrownBy(() -> KafkaCluster.builder().config("listeners", "PLAINTEXT://:9092"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("'listeners' can't be set");
    }
}
