package dev.holdfast.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ProcessClusterIT {
    private final ProcessCluster cluster = ProcessCluster.start(3);

    @BeforeAll
    void eachBrokerIsAProcessOfItsOwn() {
        assertThat(processes()).doesNotHaveDuplicates().allMatch(ProcessHandle::isAlive);
        assertThat(cluster.directory().resolve("broker-0/broker.log")).exists();
    }

    @AfterAll
    void closingLeavesNothingBehind() {
        List<ProcessHandle> processes = processes();
        cluster.close();
        cluster.close();
        assertThat(processes).noneMatch(ProcessHandle::isAlive);
        assertThat(cluster.directory()).doesNotExist();
    }

    @Test
    void acknowledgedRecordsSurviveKilledLeaders() {
        cluster.createTopic("killed", 1, 3, Map.of("min.insync.replicas", "2"));
        List<String> sent = new ArrayList<>();
        for (int round = 0; round < 3; round++) {
            int leader = cluster.leaderOf("killed", 0);
            sent.addAll(Records.send(cluster, "killed", sent.size(), 100));
            ProcessHandle process = cluster.process(leader);
            cluster.kill(leader);
            assertThat(process.isAlive()).isFalse();
            assertThat(cluster.isRunning(leader)).isFalse();
            await().atMost(Duration.ofSeconds(30)).until(() -> cluster.leaderOf("killed", 0) != leader);
            sent.addAll(Records.send(cluster, "killed", sent.size(), 100));
            cluster.startBroker(leader);
        }
        assertThat(Records.read(cluster, "killed", sent.size())).containsExactlyElementsOf(sent);
    }

    @Test
    void aFrozenLeaderIsReplacedAndComesBackWithTheOthersRecords() {
        cluster.createTopic("frozen", 1, 3, Map.of("min.insync.replicas", "2"));
        int leader = cluster.leaderOf("frozen", 0);
        ProcessHandle process = cluster.process(leader);
        cluster.freeze(leader);
        await().atMost(Duration.ofSeconds(30)).until(() -> cluster.leaderOf("frozen", 0) != leader);
        List<String> sent = Records.send(cluster, "frozen", 0, 100);
        assertThat(cluster.isRunning(leader)).isTrue();
        cluster.thaw(leader);
        await().atMost(Duration.ofSeconds(30)).until(() -> inSync("frozen").contains(leader));
        assertThat(cluster.process(leader)).isEqualTo(process);
        assertThat(Records.read(cluster, "frozen", 100)).containsExactlyElementsOf(sent);
    }

    @Test
    void aFrozenControllerIsReplaced() {
        int frozen = cluster.controllerId();
        cluster.freeze(frozen);
        try {
            await().atMost(Duration.ofSeconds(30)).until(() -> cluster.controllerId() != frozen);
            cluster.createTopic("created-by-another", 2, 2);
        } finally {
            cluster.thaw(frozen);
        }
    }

    /** The broker is frozen behind the cluster's back, so that it does not count as one that can't know anything. */
    @Test
    void aTopicIsCreatedWhenTheSlowestBrokerKnowsIt() throws Exception {
        int slowest = IntStream.range(0, 3)
                .filter(broker -> broker != cluster.controllerId())
                .findFirst()
                .orElseThrow();
        CompletableFuture<Void> created;
        FrozenProcess frozen = FrozenProcess.freeze(cluster.process(slowest).pid());
        try {
            created = CompletableFuture.runAsync(() -> cluster.createTopic("known-late", 1, 2));
            await().atMost(Duration.ofSeconds(40))
                    .ignoreExceptionsInstanceOf(ClusterException.class)
                    .until(() -> !inSync("known-late").isEmpty());
            await().during(Duration.ofMillis(500)).until(() -> !created.isDone());
        } finally {
            frozen.thaw();
        }
        created.get(60, TimeUnit.SECONDS);
        assertThat(inSync("known-late")).isNotEmpty();
    }

    @Test
    void aStoppedBrokerComesBackOnItsPort() {
        int broker = cluster.controllerId();
        String before = cluster.bootstrapServers();
        cluster.stopBroker(broker);
        await().atMost(Duration.ofSeconds(30)).until(() -> cluster.controllerId() != broker);
        cluster.startBroker(broker);
        assertThat(cluster.bootstrapServers()).isEqualTo(before);
        assertThat(cluster.isRunning(broker)).isTrue();
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
    void aBrokerThatCannotStartShowsTheEndOfItsLogAndKeepsIt() {
        Throwable failure = catchThrowable(
                () -> ProcessCluster.builder().config("num.io.threads", "none").start());
        assertThat(failure)
                .isInstanceOf(ClusterException.class)
                .hasMessageMatching("(?s)Broker 0 ended with exit code 1 while it started\\. "
                        + "The end of its log \\S+broker\\.log:\n.*num\\.io\\.threads.*");
        String directory = String.valueOf(failure.getMessage())
                .replaceAll("(?s).*its log (\\S+)/broker-0/broker\\.log:\n.*", "$1");
        assertThat(Path.of(directory, "broker-0", "broker.log")).isNotEmptyFile();
        new ClusterDirectory(Path.of(directory)).delete();
    }

    private List<ProcessHandle> processes() {
        return IntStream.range(0, 3).mapToObj(cluster::process).toList();
    }

    private List<Integer> inSync(String topic) {
        return ClusterQueries.await(
                        "describe " + topic,
                        cluster.admin().describeTopics(List.of(topic)).allTopicNames())
                .values()
                .stream()
                .flatMap(description -> description.partitions().get(0).isr().stream())
                .map(node -> node.id())
                .toList();
    }
}
