package dev.holdfast.retry.held;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.Topic;
import dev.holdfast.embedded.KafkaCluster;
import dev.holdfast.testkit.TestTopics;
import dev.holdfast.testkit.TopicProbe;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The order of each key is kept while records fail and instances are killed, join and take over what is held. */
@Timeout(240)
class HeldCrashIT {
    private static final Duration PATIENCE = Duration.ofSeconds(150);
    private static final int PARTITIONS = 4;
    private static final int KEYS = 200;
    private static final int ROUNDS = 4;
    private static final int RECORDS_A_ROUND = 4_000;
    private static KafkaCluster cluster;
    private static TestTopics topics;

    @BeforeAll
    static void start() {
        cluster = KafkaCluster.builder()
                .config("group.consumer.session.timeout.ms", "2000")
                .config("group.consumer.heartbeat.interval.ms", "300")
                .config("group.min.session.timeout.ms", "1000")
                .config("transaction.abort.timed.out.transaction.cleanup.interval.ms", "500")
                .start();
        topics = TestTopics.of(cluster);
    }

    @AfterAll
    static void stop() {
        topics.close();
        cluster.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"consumer", "classic"})
    void theOrderOfEachKeyIsKeptWhenInstancesAreKilled(String protocol) throws IOException {
        Topic<String, String> source = topics.create(Topic.of("orders", String.class, String.class), PARTITIONS);
        Topic<String, String> ledger = topics.create(Topic.of("ledger", String.class, String.class), PARTITIONS);
        String group = topics.uniqueName("billing");
        KeyedFeed feed = new KeyedFeed(source.name(), KEYS);
        TopicProbe probe = topics.probe(ledger);
        Deque<Process> instances = new ArrayDeque<>();
        try {
            instances.add(child(group, source, ledger, protocol));
            instances.add(child(group, source, ledger, protocol));
            for (int round = 1; round <= ROUNDS; round++) {
                int before = feed.written();
                feed.write(topics, RECORDS_A_ROUND);
                probe.await(before + RECORDS_A_ROUND / 4, PATIENCE);
                instances.removeFirst().destroyForcibly();
                instances.add(child(group, source, ledger, protocol));
            }
            probe.await(feed.written(), PATIENCE);
            topics.committed(group).awaitLagZero(source.name(), PATIENCE);
        } finally {
            instances.forEach(Process::destroyForcibly);
        }
        assertThat(feed.breaks(probe.records())).isEmpty();
        assertThat(probe.records()).hasSize(feed.written());
    }

    private static Process child(String group, Topic<?, ?> source, Topic<?, ?> ledger, String protocol)
            throws IOException {
        return HeldChild.start(cluster.bootstrapServers(), group, source.name(), ledger.name(), protocol);
    }
}
