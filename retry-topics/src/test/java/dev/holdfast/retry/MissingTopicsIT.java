package dev.holdfast.retry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.app.Holdfast;
import dev.holdfast.embedded.KafkaCluster;
import dev.holdfast.retry.TierFixture.Call;
import dev.holdfast.testkit.TestTopics;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Own topics that are deleted while the application runs, on brokers that create topics by themselves and on others. */
@Timeout(180)
class MissingTopicsIT {
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void failuresWaitUntilTheirTopicIsThereAndNothingIsHandledAgain(boolean brokersCreateTopics) throws Exception {
        try (KafkaCluster cluster = KafkaCluster.builder()
                        .config("auto.create.topics.enable", Boolean.toString(brokersCreateTopics))
                        .config("num.partitions", "7")
                        .start();
                TestTopics topics = TestTopics.of(cluster);
                TierFixture fixture = new TierFixture(cluster, topics, 2)) {
            Holdfast app = fixture.start(TierFixture::failAsTold, RetrySchedule.of("100ms"));
            awaitGone(cluster, fixture.own("retry.1"), fixture.own("dead-letter"));
            // Else what is read from the topic created anew is committed as read from the one that is gone.
            awaitNotOwned(app, fixture.own("retry.1"));

            fixture.publish(0, "fail 1 a", "fine b");
            fixture.awaitWaiting(app, 0, fixture.own("retry.1"), "UnknownTopicOrPartition");
            fixture.publish(1, "fine c");
            await().atMost(TierFixture.PATIENCE).untilAsserted(() -> assertThat(
                            fixture.partition(app, fixture.source.name(), 1).frontier())
                    .isEqualTo(1));
            assertThat(cluster.admin().listTopics().names().get()).doesNotContain(fixture.own("retry.1"));
            cluster.createTopic(fixture.own("retry.1"), 2, 1);
            fixture.awaitCommitted(fixture.source.name());
            fixture.awaitCommitted(fixture.own("retry.1"));
            assertThat(fixture.calls("fail 1 a")).extracting(Call::attempt).containsExactly(1, 2);

            fixture.publish(1, "fail 9 d");
            await().atMost(TierFixture.PATIENCE).untilAsserted(() -> assertThat(
                            fixture.partition(app, fixture.own("retry.1"), 1).reason())
                    .contains(fixture.own("dead-letter"), "UnknownTopicOrPartition"));
            cluster.createTopic(fixture.own("dead-letter"), 2, 1);
            assertThat(fixture.read("dead-letter", 1).get(0).partition()).isEqualTo(1);
            fixture.awaitCommitted(fixture.own("retry.1"));
            fixture.awaitRunning(app);
            assertThat(fixture.calls("fail 9 d")).extracting(Call::attempt).containsExactly(1, 2);
            assertThat(fixture.calls()).hasSize(6);
        }
    }

    private static void awaitNotOwned(Holdfast app, String topic) {
        await().atMost(TierFixture.PATIENCE).until(() -> app.state().handlers().get(0).partitions().stream()
                .noneMatch(partition -> partition.topic().equals(topic)));
    }

    private static void awaitGone(KafkaCluster cluster, String... names)
            throws ExecutionException, InterruptedException {
        cluster.admin().deleteTopics(List.of(names)).all().get();
        await().until(() -> !cluster.admin().listTopics().names().get().containsAll(List.of(names)));
    }
}
