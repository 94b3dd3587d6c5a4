package dev.holdfast.app;

import static dev.holdfast.app.Definitions.problems;
import static dev.holdfast.app.Definitions.shopWithOrders;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.TopicSpec;
import java.util.List;
import org.junit.jupiter.api.Test;

class TopicProblemsTest {
    private static List<String> declaring(TopicSpec... topics) {
        return problems(shopWithOrders().topics(topics));
    }

    @Test
    void aTopicHasAName() {
        assertThat(declaring(TopicSpec.of(" "))).containsExactly("the name of a topic is empty\n    at topic  ");
    }

    @Test
    void aTopicsNameHasOnlyCharactersThatKafkaAllows() {
        assertThat(declaring(TopicSpec.of("größe")))
                .containsExactly("the name of a topic consists of letters, digits, '.', '_' and '-', but this one is"
                        + " 'größe'\n    at topic größe");
    }

    @Test
    void aTopicIsNotNamedAsADirectory() {
        assertThat(declaring(TopicSpec.of("."), TopicSpec.of("..")))
                .containsExactly(
                        "a topic can't be named '.'\n    at topic .", "a topic can't be named '..'\n    at topic ..");
    }

    @Test
    void aTopicsNameFitsIntoAFileName() {
        String name = "x".repeat(250);
        assertThat(declaring(TopicSpec.of("x".repeat(249)))).isEmpty();
        assertThat(declaring(TopicSpec.of(name)))
                .containsExactly("the name of a topic has at most 249 characters, but this one has 250: '" + name
                        + "'\n    at topic " + name);
    }

    @Test
    void aTopicIsDeclaredOnce() {
        assertThat(declaring(TopicSpec.of("orders"), TopicSpec.of("orders").partitions(3)))
                .containsExactly("the topic 'orders' is declared twice\n    at topic orders");
    }

    @Test
    void topicsDontDifferInDotsAndUnderscoresOnly() {
        assertThat(declaring(TopicSpec.of("orders.placed"), TopicSpec.of("orders_placed")))
                .containsExactly("Kafka can't hold both 'orders.placed' and 'orders_placed': their names differ in dots"
                        + " and underscores only\n    at topic orders_placed");
    }

    @Test
    void aTopicHasAPartition() {
        assertThat(declaring(TopicSpec.of("orders").partitions(0)))
                .containsExactly("partitions must be at least 1, but is 0\n    at topic orders (builder)");
    }

    @Test
    void aTopicHasAReplica() {
        assertThat(declaring(TopicSpec.of("orders").replicas(0)))
                .containsExactly("replicas must be at least 1, but is 0\n    at topic orders (builder)");
    }

    @Test
    void atLeastOneReplicaIsInSync() {
        assertThat(declaring(TopicSpec.of("orders").minInSync(0)))
                .containsExactly("min-insync must be at least 1, but is 0\n    at topic orders (builder)");
    }

    @Test
    void noMoreReplicasAreInSyncThanThereAre() {
        assertThat(declaring(TopicSpec.of("orders").replicas(2).minInSync(3)))
                .containsExactly("min.insync.replicas is 3 but there are only 2 replicas, so nothing could ever be"
                        + " written\n    at topic orders");
    }

    @Test
    void minInSyncIsANumberAlsoAsConfiguration() {
        assertThat(declaring(TopicSpec.of("orders").config("min.insync.replicas", "two")))
                .containsExactly("'two' is not a whole number\n    at topic orders (min.insync.replicas)");
    }
}
