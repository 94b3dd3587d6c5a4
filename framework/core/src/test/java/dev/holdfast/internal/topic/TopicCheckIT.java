package dev.holdfast.internal.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdfast.InvalidDefinitionException;
import dev.holdfast.Provisioning;
import dev.holdfast.TopicMismatchException;
import dev.holdfast.TopicSpec;
import dev.holdfast.embedded.KafkaCluster;
import dev.holdfast.spi.DerivedTopic;
import dev.holdfast.state.TopicStatus;
import dev.holdfast.state.TopicStatus.Difference;
import dev.holdfast.state.TopicStatus.Origin;
import dev.holdfast.state.TopicStatus.Standing;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TopicCheckIT {
    private static final Duration BOUND = Duration.ofSeconds(30);

    // Brokers that create topics by themselves: what must not exist has to be left alone by the check, too.
    private final KafkaCluster cluster = KafkaCluster.builder()
            .brokers(3)
            .config("auto.create.topics.enable", "true")
            .config("default.replication.factor", "1")
            .config("min.insync.replicas", "1")
            .start();

    @AfterAll
    void close() {
        cluster.close();
    }

    @Test
    void missingTopicsAreCreatedAsDeclared() throws Exception {
        TopicSpec spec = TopicSpec.of("created")
                .partitions(6)
                .replicas(3)
                .minInSync(2)
                .retention(Duration.ofDays(1))
                .config("max.message.bytes", "2000000");

        CheckedTopics checked = check(new TestApp().topic(spec).handler("created", Set.of()));

        TopicStatus status = checked.report().topic("created").orElseThrow();
        assertThat(status.standing()).isEqualTo(Standing.CREATED);
        assertThat(status.origin()).isEqualTo(Origin.DECLARED);
        assertThat(status.partitions()).isEqualTo(6);
        assertThat(status.replicas()).isEqualTo(3);
        assertThat(status.minInSync()).hasValue(2);
        assertThat(status.differences()).isEmpty();
        assertThat(status.usedBy()).containsExactly("billing/created handles it");
        var description = describe("created");
        assertThat(description.partitions()).hasSize(6).allSatisfy(partition -> {
            assertThat(partition.replicas()).hasSize(3);
            assertThat(partition.leader()).isNotNull();
        });
        assertThat(config("created", "retention.ms")).isEqualTo("86400000");
        assertThat(checked.facts().topics())
                .containsEntry("created", new TopicFacts(description.topicId(), 6, 3, OptionalInt.of(2), 2_000_000));
        assertThat(checked.facts().nodes()).isEqualTo(3);
        assertThat(checked.facts().groupProtocolConsumerSupported()).isTrue();
        assertThat(checked.facts().clusterId())
                .isEqualTo(cluster.admin().describeCluster().clusterId().get())
                .isEqualTo(checked.report().clusterId());
    }

    @Test
    void theSecondStartFindsWhatTheFirstCreated() {
        TestApp app = new TestApp().topic(TopicSpec.of("twice").partitions(2).compacted());
        check(app);

        assertThat(check(app).report().topic("twice").orElseThrow().standing()).isEqualTo(Standing.EXISTS);
    }

    @Test
    void whatIsNotDeclaredIsLeftToTheCluster() {
        CheckedTopics checked = check(new TestApp().topic(TopicSpec.of("defaults")));

        TopicStatus status = checked.report().topic("defaults").orElseThrow();
        assertThat(status.partitions()).isEqualTo(1);
        assertThat(status.replicas()).isEqualTo(1);
        assertThat(checked.facts().topic("defaults").orElseThrow().maxMessageBytes())
                .isEqualTo(1_048_588);
    }

    @Test
    void derivedTopicsTakeOverWhatTheirSourceReallyIs() throws Exception {
        cluster.createTopic("derive-source", 4, 3, Map.of("min.insync.replicas", "2"));
        DerivedTopic retry =
                new DerivedTopic("derive-source.b.retry.1", "derive-source", Map.of("retention.ms", "777"), true);
        DerivedTopic fromNew = new DerivedTopic("derive-new.b.dead-letter", "derive-new", Map.of(), false);

        CheckedTopics checked = check(new TestApp()
                .topic(TopicSpec.of("derive-source").partitions(9))
                .topic(TopicSpec.of("derive-new").replicas(2).minInSync(1))
                .handler("derive-source", Set.of(), retry)
                .handler("derive-new", Set.of(), fromNew));

        TopicStatus status = checked.report().topic("derive-source.b.retry.1").orElseThrow();
        assertThat(status.origin()).isEqualTo(Origin.DERIVED);
        assertThat(status.standing()).isEqualTo(Standing.CREATED);
        assertThat(status.partitions()).isEqualTo(4);
        assertThat(status.replicas()).isEqualTo(3);
        assertThat(status.minInSync()).hasValue(2);
        assertThat(config("derive-source.b.retry.1", "retention.ms")).isEqualTo("777");
        TopicStatus second = checked.report().topic("derive-new.b.dead-letter").orElseThrow();
        assertThat(second.partitions()).isEqualTo(1);
        assertThat(second.replicas()).isEqualTo(2);
        assertThat(second.usedBy()).containsExactly("billing/derive-new derives it");
    }

    @Test
    void whatDiffersIsReportedAndLeftAlone() throws Exception {
        cluster.createTopic("drifted", 2, 1, Map.of("retention.ms", "1000", "cleanup.policy", "compact,delete"));
        TopicSpec spec = TopicSpec.of("drifted")
                .partitions(4)
                .replicas(3)
                .config("cleanup.policy", "delete, compact")
                .retention(Duration.ofHours(1));

        CheckedTopics checked = check(new TestApp().topic(spec).handler("drifted", Set.of()));

        TopicStatus status = checked.report().topic("drifted").orElseThrow();
        assertThat(status.standing()).isEqualTo(Standing.DIFFERS);
        assertThat(checked.report().drifted()).containsExactly(status);
        assertThat(status.differences())
                .containsExactly(
                        new Difference("partitions", "4", "2"),
                        new Difference("replicas", "3", "1"),
                        new Difference("retention.ms", "3600000", "1000"));
        assertThat(checked.report().table())
                .isEqualTo(
                        """
                        topic    state    partitions  replicas  min.insync  origin    used by
                        drifted  differs  2           1         1           declared  billing/drifted handles it
                          ! partitions: 4 declared, 2 on the cluster
                          ! replicas: 3 declared, 1 on the cluster
                          ! retention.ms: 3600000 declared, 1000 on the cluster""");
        assertThat(config("drifted", "retention.ms")).isEqualTo("1000");
        assertThat(describe("drifted").partitions()).hasSize(2);
    }

    @Test
    void allProblemsAreReportedAtOnceAndNothingIsCreated() throws Exception {
        TestApp app = new TestApp()
                .topic(TopicSpec.of("p-fine").partitions(1))
                .topic(TopicSpec.of("p-replicas").replicas(5))
                .topic(TopicSpec.of("p-insync").replicas(2).minInSync(3))
                .topic(TopicSpec.of("p-insync-default").minInSync(2))
                .topic(TopicSpec.of("p-config").config("retenton.ms", "5"))
                .handler("p-handled", Set.of("p-emitted"))
                .handler("p-fine", Set.of("p-emitted"));

        InvalidDefinitionException thrown = catchThrowableOfType(InvalidDefinitionException.class, () -> check(app));

        assertThat(thrown.problems())
                .containsExactlyInAnyOrder(
                        """
                        Topic 'p-emitted' does not exist and is not declared. Declare it with \
                        .topic(TopicSpec.of("p-emitted")), or create it.
                            at BillingHandlers.on0 (emits to it), BillingHandlers.on1 (emits to it)""",
                        """
                        Topic 'p-handled' does not exist and is not declared. Declare it with \
                        .topic(TopicSpec.of("p-handled")), or create it.
                            at BillingHandlers.on0 (handles it)""",
                        """
                        Topic 'p-replicas' is declared with 5 replicas, but the cluster has 3 brokers.
                            at topic declaration TopicSpec.of("p-replicas")""",
                        """
                        Topic 'p-insync' is declared with min.insync.replicas 3, but with 2 replicas.
                            at topic declaration TopicSpec.of("p-insync")""",
                        """
                        Topic 'p-insync-default' is declared with min.insync.replicas 2, but the cluster's default is \
                        1 replica.
                            at topic declaration TopicSpec.of("p-insync-default")""",
                        """
                        Topic 'p-config' can't be created: Unknown topic config name: retenton.ms
                            at topic declaration TopicSpec.of("p-config")""");
        assertThat(cluster.admin().listTopics().names().get()).noneMatch(name -> name.startsWith("p-"));
    }

    @Test
    void aTopicThatTheFirstBrokerDoesNotKnowYetIsLookedForAgain() {
        cluster.createTopic("late-news", 3, 1);
        for (Provisioning provisioning : Provisioning.values()) {
            LateNews late = new LateNews(cluster.admin(), "late-news", 2);
            TestApp app = new TestApp().provisioning(provisioning).handler("late-news", Set.of());

            CheckedTopics checked = TopicCheck.run(
                    late.admin(), cluster.bootstrapServers(), BOUND, app.build(), List.of(), InstantSource.system());

            assertThat(late.asked()).as(provisioning.name()).isEqualTo(3);
            assertThat(checked.report().topic("late-news").orElseThrow().partitions())
                    .isEqualTo(3);
        }
    }

    @Test
    void validateLooksAgainForDeclaredTopics() {
        cluster.createTopic("late-declared", 3, 1);
        LateNews late = new LateNews(cluster.admin(), "late-declared", 1);
        TestApp app = new TestApp()
                .provisioning(Provisioning.VALIDATE)
                .topic(TopicSpec.of("late-declared").partitions(3));

        CheckedTopics checked = TopicCheck.run(
                late.admin(), cluster.bootstrapServers(), BOUND, app.build(), List.of(), InstantSource.system());

        assertThat(checked.report().topic("late-declared").orElseThrow().standing())
                .isEqualTo(Standing.EXISTS);
    }

    @Test
    void aTopicThatStaysUnknownIsReportedAfterABoundWithAllOthers() {
        cluster.createTopic("never-known", 1, 1);
        LateNews never = new LateNews(cluster.admin(), "never-known", Integer.MAX_VALUE);
        TestApp app =
                new TestApp().topic(TopicSpec.of("never-replicas").replicas(5)).handler("never-known", Set.of());

        InvalidDefinitionException thrown = catchThrowableOfType(
                InvalidDefinitionException.class,
                () -> TopicCheck.run(
                        never.admin(),
                        cluster.bootstrapServers(),
                        Duration.ofSeconds(10),
                        app.build(),
                        List.of(),
                        InstantSource.system()));

        assertThat(thrown.problems())
                .hasSize(2)
                .anySatisfy(problem -> assertThat(problem).startsWith("Topic 'never-known' does not exist and is not"))
                .anySatisfy(problem -> assertThat(problem).startsWith("Topic 'never-replicas' is declared with 5"));
        assertThat(never.asked()).isGreaterThan(2);
    }

    @Test
    void minInSyncAboveTheReplicasThatATopicHasIsAProblem() {
        cluster.createTopic("insync-source", 1, 1);

        assertThatThrownBy(() ->
                        check(new TestApp().topic(TopicSpec.of("insync-source").minInSync(2))))
                .isInstanceOf(InvalidDefinitionException.class)
                .hasMessageContaining(
                        "Topic 'insync-source' is declared with min.insync.replicas 2, but it has 1 replica.");
    }

    @Test
    void instancesThatStartTogetherCreateEachTopicOnce() throws Exception {
        TestApp app = new TestApp();
        IntStream.range(0, 8)
                .forEach(i -> app.topic(TopicSpec.of("race-" + i).partitions(3).replicas(3)));
        List<CompletableFuture<CheckedTopics>> instances = IntStream.range(0, 4)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> {
                    try (Admin admin = Admin.create(Map.of("bootstrap.servers", cluster.bootstrapServers()))) {
                        return TopicCheck.run(
                                admin,
                                cluster.bootstrapServers(),
                                BOUND,
                                app.build(),
                                List.of(),
                                InstantSource.system());
                    }
                }))
                .toList();

        for (int i = 0; i < 8; i++) {
            String name = "race-" + i;
            int creators = 0;
            for (CompletableFuture<CheckedTopics> instance : instances) {
                TopicStatus status =
                        instance.get(60, TimeUnit.SECONDS).report().topic(name).orElseThrow();
                assertThat(status.partitions()).isEqualTo(3);
                assertThat(status.differences()).isEmpty();
                creators += status.standing() == Standing.CREATED ? 1 : 0;
            }
            assertThat(creators).as(name).isEqualTo(1);
        }
    }

    @Test
    void validateNamesEveryDifferenceAndTheCommandsThatMendIt() throws Exception {
        cluster.createTopic("v-grown", 2, 1, Map.of("retention.ms", "1000"));
        cluster.createTopic("v-shrunk", 3, 1);
        cluster.createTopic("v-fine", 3, 1);
        TestApp app = new TestApp()
                .provisioning(Provisioning.VALIDATE)
                .topic(TopicSpec.of("v-fine").partitions(3))
                .topic(TopicSpec.of("v-grown")
                        .partitions(4)
                        .retention(Duration.ofHours(1))
                        .config("cleanup.policy", "compact,delete"))
                .topic(TopicSpec.of("v-missing").partitions(12).replicas(3).minInSync(2))
                .topic(TopicSpec.of("v-shrunk").partitions(2).replicas(3))
                .handler(
                        "v-fine",
                        Set.of(),
                        new DerivedTopic("v-fine.b.retry.1", "v-fine", Map.of("retention.ms", "5"), true));

        TopicMismatchException thrown = catchThrowableOfType(TopicMismatchException.class, () -> check(app));

        assertThat(thrown.topics()).containsExactly("v-fine.b.retry.1", "v-grown", "v-missing", "v-shrunk");
        String servers = cluster.bootstrapServers();
        assertThat(thrown)
                .hasMessage(
                        """
                4 topics are not as declared, and with provisioning VALIDATE nothing is changed:
                  v-fine.b.retry.1: missing
                  v-grown: partitions: 4 declared, 2 on the cluster; cleanup.policy: compact,delete declared, delete on \
                the cluster; retention.ms: 3600000 declared, 1000 on the cluster
                  v-missing: missing
                  v-shrunk: partitions: 2 declared, 3 on the cluster; replicas: 3 declared, 1 on the cluster
                To mend this (with --command-config where the cluster asks for credentials):
                  kafka-topics.sh --bootstrap-server @ --create --topic v-fine.b.retry.1 --partitions 3 \
                --replication-factor 1 --config min.insync.replicas=1 --config retention.ms=5
                  kafka-topics.sh --bootstrap-server @ --alter --topic v-grown --partitions 4
                  kafka-configs.sh --bootstrap-server @ --alter --entity-type topics --entity-name v-grown \
                --add-config 'cleanup.policy=[compact,delete],retention.ms=3600000'
                  kafka-topics.sh --bootstrap-server @ --create --topic v-missing --partitions 12 \
                --replication-factor 3 --config min.insync.replicas=2
                  # v-shrunk: Kafka can't reduce partitions; declare 3, or delete the topic and create it again
                  # v-shrunk: 1 to 3 replicas needs a plan of which broker takes which: \
                kafka-reassign-partitions.sh"""
                                .replace("@", servers));
        assertThat(cluster.admin().listTopics().names().get()).doesNotContain("v-missing", "v-fine.b.retry.1");
    }

    @Test
    void validateReportsProblemsAndDifferencesTogether() {
        assertThatThrownBy(() -> check(new TestApp()
                        .provisioning(Provisioning.VALIDATE)
                        .topic(TopicSpec.of("vp-missing"))
                        .handler("vp-handled", Set.of())))
                .isInstanceOf(InvalidDefinitionException.class)
                .hasMessageContaining("Topic 'vp-handled' does not exist and is not declared.")
                .hasMessageContaining("1 topic is not as declared, and with provisioning VALIDATE nothing is changed:")
                .hasMessageContaining("--create --topic vp-missing");
    }

    @Test
    void noneLooksOnlyForTheTopicsThatAreUsed() throws Exception {
        cluster.createTopic("n-there", 2, 1);
        TestApp app = new TestApp()
                .provisioning(Provisioning.NONE)
                .topic(TopicSpec.of("n-there").partitions(99))
                .topic(TopicSpec.of("n-unused"))
                .handler("n-there", Set.of());

        CheckedTopics checked = check(app);

        assertThat(checked.report().topic("n-there").orElseThrow().standing()).isEqualTo(Standing.EXISTS);
        assertThat(checked.report().topic("n-unused").orElseThrow().standing()).isEqualTo(Standing.ABSENT);
        assertThat(checked.facts().topics()).containsOnlyKeys("n-there");
        assertThatThrownBy(() -> check(app.topic(TopicSpec.of("n-gone")).handler("n-gone", Set.of())))
                .isInstanceOf(InvalidDefinitionException.class)
                .hasMessage(
                        """
                        The application can't start: there is 1 problem in its definition:
                          1. Topic 'n-gone' does not exist, and with provisioning NONE it is not created.
                                 at BillingHandlers.on1 (handles it)""");
        assertThat(cluster.admin().listTopics().names().get()).doesNotContain("n-unused", "n-gone");
    }

    private CheckedTopics check(TestApp app) {
        return TopicCheck.run(
                cluster.admin(), cluster.bootstrapServers(), BOUND, app.build(), List.of(), InstantSource.system());
    }

    private TopicDescription describe(String topic) throws InterruptedException, ExecutionException {
        Map<String, TopicDescription> topics =
                cluster.admin().describeTopics(List.of(topic)).allTopicNames().get();
        return Objects.requireNonNull(topics.get(topic));
    }

    private String config(String topic, String key) throws InterruptedException, ExecutionException {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        Map<ConfigResource, Config> configs =
                cluster.admin().describeConfigs(List.of(resource)).all().get();
        return Objects.requireNonNull(configs.get(resource)).get(key).value();
    }
}
