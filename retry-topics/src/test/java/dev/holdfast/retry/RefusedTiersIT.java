package dev.holdfast.retry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.TopicSpec;
import dev.holdfast.app.Holdfast;
import dev.holdfast.embedded.KafkaCluster;
import dev.holdfast.retry.TierFixture.Call;
import dev.holdfast.testkit.TestTopics;
import java.util.List;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Own topics that are there and take nothing: the right to write is missing, or a leader is. */
@Timeout(120)
class RefusedTiersIT {
    private static AclBinding writes(String topic, AclPermissionType permission, AclOperation operation) {
        return new AclBinding(
                new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL),
                new AccessControlEntry("User:ANONYMOUS", "*", operation, permission));
    }

    @Test
    void withoutTheRightToWriteOnlyThePartitionsConcernedWaitUntilItIsGiven() throws Exception {
        try (KafkaCluster cluster = KafkaCluster.builder()
                        .config("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer")
                        .config("allow.everyone.if.no.acl.found", "true")
                        .start();
                TestTopics topics = TestTopics.of(cluster);
                TierFixture fixture = new TierFixture(cluster, topics, 2)) {
            withoutTheRightToWrite(cluster, fixture);
        }
    }

    private static void withoutTheRightToWrite(KafkaCluster cluster, TierFixture fixture) throws Exception {
        Holdfast app = fixture.start(TierFixture::failAsTold, RetrySchedule.of("100ms"));
        for (String topic : List.of(fixture.own("retry.1"), fixture.own("dead-letter"))) {
            AclBinding others = writes(topic, AclPermissionType.ALLOW, AclOperation.ALL);
            AclBinding denied = writes(topic, AclPermissionType.DENY, AclOperation.WRITE);
            cluster.admin().createAcls(List.of(others, denied)).all().get();
        }
        fixture.publish(0, "fail 1 a", "fine b");
        fixture.awaitWaiting(app, 0, fixture.own("retry.1"), "TopicAuthorization");
        fixture.publish(1, "fine c", "fine d");
        await().atMost(TierFixture.PATIENCE).untilAsserted(() -> assertThat(
                        fixture.partition(app, fixture.source.name(), 1).frontier())
                .isEqualTo(2));
        allow(cluster, fixture.own("retry.1"));
        fixture.awaitCommitted(fixture.source.name());
        fixture.awaitCommitted(fixture.own("retry.1"));
        assertThat(fixture.calls("fail 1 a")).extracting(Call::attempt).containsExactly(1, 2);

        fixture.publish(1, "fail 9 e");
        await().atMost(TierFixture.PATIENCE).untilAsserted(() -> assertThat(
                        fixture.partition(app, fixture.own("retry.1"), 1).reason())
                .contains(fixture.own("dead-letter"), "TopicAuthorization"));
        allow(cluster, fixture.own("dead-letter"));
        fixture.read("dead-letter", 1);
        fixture.awaitCommitted(fixture.own("retry.1"));
        fixture.awaitRunning(app);
        assertThat(fixture.calls()).hasSize(7);
    }

    private static void allow(KafkaCluster cluster, String topic) throws Exception {
        AclBinding denied = writes(topic, AclPermissionType.DENY, AclOperation.WRITE);
        cluster.admin().deleteAcls(List.of(denied.toFilter())).all().get();
    }

    @Test
    void withoutALeaderOfOnePartitionOfATierTheOthersGoOn() {
        try (KafkaCluster cluster = KafkaCluster.start(3);
                TestTopics topics = TestTopics.of(cluster);
                TierFixture fixture = new TierFixture(cluster, topics, 2)) {
            withoutALeader(cluster, fixture);
        }
    }

    private static void withoutALeader(KafkaCluster cluster, TierFixture fixture) {
        String tier = fixture.own("retry.1");
        cluster.createTopic(tier, 2, 1);
        fixture.with(builder -> builder.topic(TopicSpec.of(tier).replicas(1).minInSync(1)));
        Holdfast app = fixture.start(TierFixture::failAsTold, RetrySchedule.of("100ms"));
        fixture.publish(0, "fail 1 a");
        fixture.publish(1, "fail 1 b");
        fixture.awaitCalls(4);
        int leader = cluster.leaderOf(tier, 0);
        assertThat(cluster.leaderOf(tier, 1)).isNotEqualTo(leader);
        cluster.stopBroker(leader);
        fixture.publish(0, "fail 1 c", "fine d");
        fixture.awaitWaiting(app, 0, "partition 0 of topic " + tier, "LeaderNotAvailable");
        fixture.publish(1, "fail 1 e", "fine f");
        fixture.awaitCalls(9);
        assertThat(fixture.partition(app, fixture.source.name(), 1).reason()).isEmpty();
        assertThat(fixture.calls("fail 1 e")).extracting(Call::attempt).containsExactly(1, 2);

        cluster.startBroker(leader);
        fixture.awaitCommitted(fixture.source.name());
        fixture.awaitCommitted(tier);
        fixture.awaitRunning(app);
        assertThat(fixture.calls("fail 1 c")).extracting(Call::attempt).containsExactly(1, 2);
        assertThat(fixture.calls()).hasSize(10);
    }
}
