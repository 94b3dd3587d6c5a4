package dev.holdfast.internal.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdfast.InvalidDefinitionException;
import dev.holdfast.Provisioning;
import dev.holdfast.TopicSpec;
import dev.holdfast.embedded.KafkaCluster;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AccessControlEntryFilter;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourcePatternFilter;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TopicRightsIT {
    private final KafkaCluster cluster = KafkaCluster.builder()
            .config("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer")
            .config("allow.everyone.if.no.acl.found", "true")
            .start();

    @AfterAll
    void close() {
        cluster.close();
    }

    @Test
    void everyMissingRightIsNamedWithItsTopic() throws Exception {
        for (String topic : List.of("r-hidden", "r-unread", "r-unwritten", "r-no-configs", "r-fine")) {
            cluster.createTopic(topic, 1, 1);
        }
        deny(ResourceType.TOPIC, "r-hidden", AclOperation.DESCRIBE);
        deny(ResourceType.TOPIC, "r-unread", AclOperation.READ);
        deny(ResourceType.TOPIC, "r-unwritten", AclOperation.WRITE);
        deny(ResourceType.TOPIC, "r-no-configs", AclOperation.DESCRIBE_CONFIGS);
        deny(ResourceType.TOPIC, "r-uncreatable", AclOperation.CREATE);
        deny(ResourceType.CLUSTER, "kafka-cluster", AclOperation.CREATE);
        TestApp app = new TestApp()
                .topic(TopicSpec.of("r-no-configs"))
                .topic(TopicSpec.of("r-uncreatable"))
                .handler("r-hidden", Set.of())
                .handler("r-unread", Set.of("r-unwritten"))
                .handler("r-fine", Set.of("r-fine"));

        InvalidDefinitionException thrown = catchThrowableOfType(InvalidDefinitionException.class, () -> check(app));

        assertThat(thrown.problems())
                .containsExactlyInAnyOrder(
                        "Topic 'r-hidden': this client lacks the right Describe, or the topic does not exist.\n    at"
                                + " BillingHandlers.on0 (handles it)",
                        "Topic 'r-unread': this client lacks the right Read.\n    at BillingHandlers.on1 (handles it)",
                        "Topic 'r-unwritten': this client lacks the right Write.\n    at BillingHandlers.on1 (emits to"
                                + " it)",
                        "Topic 'r-no-configs': this client lacks the right DescribeConfigs.\n    at topic declaration"
                                + " TopicSpec.of(\"r-no-configs\")",
                        "Topic 'r-uncreatable' can't be created: this client lacks the right Create on the topic or the"
                                + " cluster.\n    at topic declaration TopicSpec.of(\"r-uncreatable\")");
    }

    @Test
    void missingRightsOnTheGroupAreNamed() throws Exception {
        cluster.createTopic("g-fine", 1, 1);
        deny(ResourceType.GROUP, "billing", AclOperation.DESCRIBE);
        try {
            assertThat(problems(new TestApp().handler("g-fine", Set.of())))
                    .containsExactly("Group 'billing': this client lacks the rights Describe and Read.\n    at group"
                            + " billing");
        } finally {
            allowAgain(ResourceType.GROUP, "billing");
        }
    }

    @Test
    void theRightToReadIsSeenOnAGroupThatExists() throws Exception {
        cluster.createTopic("g-exists", 1, 1);
        TopicPartition partition = new TopicPartition("g-exists", 0);
        cluster.admin()
                .alterConsumerGroupOffsets("billing", Map.of(partition, new OffsetAndMetadata(0)))
                .all()
                .get();
        deny(ResourceType.GROUP, "billing", AclOperation.READ);
        try {
            assertThat(problems(new TestApp().handler("g-exists", Set.of())))
                    .containsExactly("Group 'billing': this client lacks the right Read.\n    at group billing");
        } finally {
            allowAgain(ResourceType.GROUP, "billing");
        }
    }

    @Test
    void missingRightsOnTheTransactionalIdAreNamed() throws Exception {
        cluster.createTopic("t-fine", 1, 1);
        deny(ResourceType.TRANSACTIONAL_ID, "billing.billing.pod-0.1", AclOperation.DESCRIBE);

        assertThat(problems(new TestApp().handler("t-fine", Set.of()), "billing.billing.pod-0.1"))
                .containsExactly("Transactional id 'billing.billing.pod-0.1': this client lacks the rights Describe and"
                        + " Write.\n    at guarantee EXACTLY_ONCE");
        assertThat(problems(new TestApp().handler("t-fine", Set.of()), "billing.billing.pod-1.1"))
                .isEmpty();
    }

    private List<String> problems(TestApp app, String... transactionalIds) {
        InvalidDefinitionException thrown = catchThrowableOfType(
                InvalidDefinitionException.class,
                () -> TopicCheck.run(
                        cluster.admin(),
                        cluster.bootstrapServers(),
                        Duration.ofSeconds(30),
                        app.build(),
                        List.of(transactionalIds),
                        InstantSource.system()));
        return thrown == null ? List.of() : thrown.problems();
    }

    private void allowAgain(ResourceType type, String name) throws InterruptedException, ExecutionException {
        cluster.admin()
                .deleteAcls(List.of(new AclBindingFilter(
                        new ResourcePatternFilter(type, name, PatternType.LITERAL), AccessControlEntryFilter.ANY)))
                .all()
                .get();
    }

    @Test
    void whereNothingIsComparedConfigurationsNeedNoRight() throws Exception {
        cluster.createTopic("n-no-configs", 1, 1);
        deny(ResourceType.TOPIC, "n-no-configs", AclOperation.DESCRIBE_CONFIGS);

        CheckedTopics checked =
                check(new TestApp().provisioning(Provisioning.NONE).handler("n-no-configs", Set.of("n-no-configs")));

        TopicFacts facts = checked.facts().topic("n-no-configs").orElseThrow();
        assertThat(facts.minInSync()).isEmpty();
        assertThat(facts.maxMessageBytes()).isEqualTo(Integer.MAX_VALUE);
    }

    private CheckedTopics check(TestApp app) {
        return TopicCheck.run(
                cluster.admin(),
                cluster.bootstrapServers(),
                Duration.ofSeconds(30),
                app.build(),
                List.of(),
                InstantSource.system());
    }

    /** Denies one right and allows all others: the first binding of a topic ends "allowed if no binding is found". */
    private void deny(ResourceType type, String name, AclOperation operation)
            throws InterruptedException, ExecutionException {
        ResourcePattern pattern = new ResourcePattern(type, name, PatternType.LITERAL);
        List<AclBinding> bindings = new ArrayList<>();
        bindings.add(binding(pattern, operation, AclPermissionType.DENY));
        bindings.add(binding(pattern, AclOperation.ALL, AclPermissionType.ALLOW));
        cluster.admin().createAcls(bindings).all().get();
    }

    private static AclBinding binding(ResourcePattern pattern, AclOperation operation, AclPermissionType type) {
        return new AclBinding(pattern, new AccessControlEntry("User:ANONYMOUS", "*", operation, type));
    }
}
