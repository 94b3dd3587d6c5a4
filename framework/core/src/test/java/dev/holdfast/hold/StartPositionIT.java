package dev.holdfast.hold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.StartPosition;
import dev.holdfast.embedded.KafkaCluster;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Where a group begins, and that it begins there once. */
class StartPositionIT {
    private static KafkaCluster cluster;
    private static Feed feed;

    @BeforeAll
    static void start() {
        cluster = KafkaCluster.start(1);
        feed = new Feed(cluster);
    }

    @AfterAll
    static void stop() {
        feed.close();
        cluster.close();
    }

    @Test
    void earliestIsTheFirstRecordAndLatestTheNextOne() {
        cluster.createTopic("early", 1, 1);
        cluster.createTopic("late", 1, 1);
        feed.numbersTo("early", 0, 0, 10);
        feed.numbersTo("late", 0, 0, 10);
        try (OneApp early = OneApp.start(cluster, "early", StartPosition.EARLIEST);
                OneApp late = OneApp.start(cluster, "late", StartPosition.LATEST)) {
            early.awaitHandled(10);
            await().until(() -> !new Commits(cluster, "late").now().isEmpty());
            feed.numbersTo("late", 0, 10, 15);
            late.awaitHandled(5);
            assertThat(late.handled())
                    .containsOnlyKeys("late-0-10", "late-0-11", "late-0-12", "late-0-13", "late-0-14");
        }
    }

    @Test
    void aTimeIsTheFirstRecordFromThenOnAndTheEndIfThereIsNone() {
        String topic = "time";
        cluster.createTopic(topic, 2, 1);
        Instant noon = Instant.now().minus(Duration.ofHours(1));
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int minute = -5; minute < 5; minute++) {
            records.add(new ProducerRecord<>(
                    topic, 0, noon.plus(Duration.ofMinutes(minute)).toEpochMilli(), null, Feed.bytes("x")));
        }
        records.add(new ProducerRecord<>(
                topic, 1, noon.minus(Duration.ofMinutes(1)).toEpochMilli(), null, Feed.bytes("x")));
        feed.send(records);
        try (OneApp app = OneApp.start(cluster, topic, StartPosition.at(noon))) {
            app.awaitHandled(5);
            new Commits(cluster, topic).awaitNoLag(topic);
            assertThat(app.handled()).containsOnlyKeys("time-0-5", "time-0-6", "time-0-7", "time-0-8", "time-0-9");
        }
    }

    @Test
    void twoInstancesThatStartAtOnceWithLatestSkipNothingAfterTheirFirstCommit() {
        String topic = "two-late";
        cluster.createTopic(topic, 8, 1);
        feed.numbers(topic, 0, 100, 50);
        Commits commits = new Commits(cluster, topic);
        try (OneApp one = OneApp.start(cluster, topic, StartPosition.LATEST);
                OneApp two = OneApp.start(cluster, topic, StartPosition.LATEST)) {
            await().until(() -> commits.now().size() == 8);
            feed.numbers(topic, 100, 600, 50);
            Set<String> all = new HashSet<>();
            await().atMost(Duration.ofSeconds(30)).until(() -> {
                all.addAll(one.handled().keySet());
                all.addAll(two.handled().keySet());
                return all.size() >= 500;
            });
            commits.awaitNoLag(topic);
        }
    }
}
