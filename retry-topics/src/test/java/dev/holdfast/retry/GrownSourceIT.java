package dev.holdfast.retry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.Provisioning;
import dev.holdfast.app.Holdfast;
import dev.holdfast.embedded.KafkaCluster;
import dev.holdfast.retry.TierFixture.Call;
import dev.holdfast.testkit.KafkaTest;
import dev.holdfast.testkit.TestTopics;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewPartitions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A source that gets more partitions than its derived topics have. */
@KafkaTest
@Timeout(120)
class GrownSourceIT {
    private static final RetrySchedule SCHEDULE = RetrySchedule.of("100ms");

    private final KafkaCluster cluster;
    private final TierFixture fixture;

    GrownSourceIT(KafkaCluster cluster, TestTopics topics) {
        this.cluster = cluster;
        this.fixture = new TierFixture(cluster, topics, 1);
    }

    @AfterEach
    void ends() {
        fixture.close();
    }

    private void grow(String topic, int partitions) throws Exception {
        cluster.admin()
                .createPartitions(Map.of(topic, NewPartitions.increaseTo(partitions)))
                .all()
                .get();
        await().until(() -> partitions(topic) == partitions);
    }

    private int partitions(String topic) throws Exception {
        return cluster.admin().describeTopics(List.of(topic)).allTopicNames().get().values().stream()
                .mapToInt(found -> found.partitions().size())
                .sum();
    }

    private void awaitOwned(Holdfast app, int partition) {
        await().atMost(TierFixture.PATIENCE)
                .untilAsserted(() -> fixture.partition(app, fixture.source.name(), partition));
    }

    @Test
    void theStartAddsWhatIsMissing() throws Exception {
        fixture.stop(fixture.start(TierFixture::failAsTold, SCHEDULE));
        grow(fixture.source.name(), 3);
        fixture.start(TierFixture::failAsTold, SCHEDULE);
        for (String role : List.of("retry.1", "redrive", "dead-letter")) {
            assertThat(partitions(fixture.own(role))).as(role).isEqualTo(3);
        }
        fixture.publish(2, "fail 9");
        assertThat(fixture.read("dead-letter", 1).get(0).partition()).isEqualTo(2);
    }

    @Test
    void aRunningApplicationAddsWhatIsMissingWhenItFirstNeedsIt() throws Exception {
        Holdfast app = fixture.start(TierFixture::failAsTold, SCHEDULE);
        fixture.publish(0, "fail 1 a");
        fixture.awaitCalls(2);
        grow(fixture.source.name(), 2);
        awaitOwned(app, 1);
        fixture.publish(1, "fail 9 b");
        await().atMost(TierFixture.PATIENCE).until(() -> partitions(fixture.own("dead-letter")) == 2);
        assertThat(fixture.read("dead-letter", 1).get(0).partition()).isEqualTo(1);
        fixture.awaitCommitted(fixture.source.name());
        assertThat(fixture.calls("fail 9 b")).extracting(Call::attempt).containsExactly(1, 2);
        assertThat(partitions(fixture.own("retry.1"))).isEqualTo(2);
    }

    @Test
    void whereNothingMayBeCreatedTheStateNamesTheTopicAndTheCommandAndOthersGoOn() throws Exception {
        fixture.stop(fixture.start(TierFixture::failAsTold, SCHEDULE));
        fixture.with(builder -> builder.provisioning(Provisioning.NONE));
        Holdfast app = fixture.start(TierFixture::failAsTold, SCHEDULE);
        fixture.publish(0, "fail 1 a");
        fixture.awaitCalls(2);
        grow(fixture.source.name(), 2);
        awaitOwned(app, 1);
        fixture.publish(1, "fail 1 b");
        fixture.awaitWaiting(app, 1, "kafka-topics.sh --alter --topic " + fixture.own("retry.1") + " --partitions 2");
        fixture.publish(0, "fail 1 c");
        fixture.awaitCalls(5);
        assertThat(fixture.calls("fail 1 c")).extracting(Call::attempt).containsExactly(1, 2);

        grow(fixture.own("retry.1"), 2);
        fixture.awaitCommitted(fixture.source.name());
        fixture.awaitCommitted(fixture.own("retry.1"));
        assertThat(fixture.calls("fail 1 b")).extracting(Call::attempt).containsExactly(1, 2);
    }
}
