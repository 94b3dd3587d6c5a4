package dev.holdfast.internal.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdfast.InvalidDefinitionException;
import dev.holdfast.Provisioning;
import dev.holdfast.TopicSpec;
import dev.holdfast.embedded.KafkaCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
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
        return TopicCheck.run(cluster.admin(), cluster.bootstrapServers(), Duration.ofSeconds(30), app.build());
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
