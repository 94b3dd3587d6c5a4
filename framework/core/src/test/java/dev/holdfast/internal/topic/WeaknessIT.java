package dev.holdfast.internal.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.holdfast.Guarantee;
import dev.holdfast.InvalidDefinitionException;
import dev.holdfast.TopicSpec;
import dev.holdfast.embedded.KafkaCluster;
import dev.holdfast.spi.DerivedTopic;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.FeatureUpdate;
import org.apache.kafka.clients.admin.UpdateFeaturesOptions;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What weakens an application's promises: warned of, or refused by a strict application. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class WeaknessIT {
    private static final Duration BOUND = Duration.ofSeconds(30);

    private final KafkaCluster cluster =
            KafkaCluster.builder().brokers(3).config("min.insync.replicas", "1").start();

    @AfterAll
    void close() {
        cluster.close();
    }

    @Test
    void topicsThatOneLostBrokerCanEmptyAreWarnedOfUnderExactlyOnce() {
        cluster.createTopic("thin-source", 1, 1);
        cluster.createTopic("thin-one", 1, 1);
        cluster.createTopic("thin-insync", 1, 3);
        cluster.createTopic("thick", 1, 3, Map.of("min.insync.replicas", "2"));
        TestApp app = new TestApp()
                .handler(
                        "thin-source",
                        Set.of("thin-one", "thin-insync", "thick"),
                        new DerivedTopic("thin-source.b.retry.1", "thin-source", Map.of(), true));

        assertThat(check(app).warnings())
                .containsExactly(
                        "topics that are written exactly once can lose what was acknowledged when one broker is"
                                + " lost, because they have fewer than 2 replicas or min.insync.replicas: thin-insync"
                                + " (min.insync.replicas 1), thin-one (replicas 1), thin-source.b.retry.1 (replicas 1)");
        assertThat(check(app.guarantee(Guarantee.AT_LEAST_ONCE)).warnings()).isEmpty();
    }

    @Test
    void aStrictApplicationDoesNotStartWithWhatOthersAreWarnedOf() {
        cluster.createTopic("strict-source", 1, 1);
        TestApp app = new TestApp()
                .strict()
                .topic(TopicSpec.of("strict-new").partitions(1).replicas(3).minInSync(2))
                .topic(TopicSpec.of("strict-one").partitions(1).replicas(1))
                .handler("strict-source", Set.of("strict-new", "strict-one"));

        assertThatThrownBy(() -> check(app))
                .isInstanceOf(InvalidDefinitionException.class)
                .hasMessageContaining("strict-one (replicas 1)");
        assertThat(check(app.guarantee(Guarantee.AT_LEAST_ONCE)).warnings()).isEmpty();
    }

    @Test
    void aStrictApplicationCreatesNothingBesideTopicsThatAreTooThin() throws Exception {
        cluster.createTopic("strict-thin", 1, 1);
        TestApp app = new TestApp()
                .strict()
                .topic(TopicSpec.of("strict-untouched")
                        .partitions(1)
                        .replicas(3)
                        .minInSync(2))
                .handler("strict-thin", Set.of("strict-untouched", "strict-thin"));

        assertThatThrownBy(() -> check(app))
                .isInstanceOf(InvalidDefinitionException.class)
                .hasMessageContaining("strict-thin (replicas 1)");
        assertThat(cluster.admin().listTopics().names().get()).doesNotContain("strict-untouched");
    }

    @ParameterizedTest
    @CsvSource({"PT1H, ahead of", "PT-1H, behind"})
    void aClockThatIsNotTheClustersIsWarnedOf(Duration offset, String direction) {
        InstantSource off = () -> Instant.now().plus(offset);

        cluster.createTopic("clock-" + direction.length(), 1, 1);

        CheckedTopics checked = check(new TestApp().handler("clock-" + direction.length(), Set.of()), off);

        assertThat(checked.warnings())
                .singleElement(InstanceOfAssertFactories.STRING)
                .matches("this machine's clock is 3[56]\\d{5} ms " + direction + " the cluster's: .*");
    }

    @Test
    void aClusterWithoutDefendedTransactionsIsWarnedOf() {
        try (KafkaCluster old = KafkaCluster.start(1)) {
            FeatureUpdate lower = new FeatureUpdate((short) 1, FeatureUpdate.UpgradeType.SAFE_DOWNGRADE);
            old.admin()
                    .updateFeatures(Map.of("transaction.version", lower), new UpdateFeaturesOptions())
                    .all()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
            old.createTopic("source", 1, 1);
            TestApp app = new TestApp().handler("source", Set.of());

            await().atMost(BOUND).untilAsserted(() -> assertThat(TopicCheck.run(
                                    old.admin(),
                                    old.bootstrapServers(),
                                    BOUND,
                                    app.build(),
                                    List.of(),
                                    InstantSource.system())
                            .warnings())
                    .containsExactly(
                            "the cluster's transaction.version is 1, not 2: transactions work, but a write that"
                                    + " the network delays can end up in a later transaction of its producer, so that an output"
                                    + " is lost or written twice. Brokers of 4.0 and later can be told: kafka-features.sh upgrade"
                                    + " --feature transaction.version=2"));
            app.guarantee(Guarantee.AT_LEAST_ONCE);
            assertThat(TopicCheck.run(
                                    old.admin(),
                                    old.bootstrapServers(),
                                    BOUND,
                                    app.build(),
                                    List.of(),
                                    InstantSource.system())
                            .warnings())
                    .isEmpty();
        }
    }

    private CheckedTopics check(TestApp app) {
        return check(app, InstantSource.system());
    }

    private CheckedTopics check(TestApp app, InstantSource clock) {
        return TopicCheck.run(cluster.admin(), cluster.bootstrapServers(), BOUND, app.build(), List.of(), clock);
    }
}
