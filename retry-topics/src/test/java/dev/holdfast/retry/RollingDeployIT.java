package dev.holdfast.retry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.holdfast.InvalidDefinitionException;
import dev.holdfast.Topic;
import dev.holdfast.app.Holdfast;
import dev.holdfast.embedded.KafkaCluster;
import dev.holdfast.retry.TierFixture.Call;
import dev.holdfast.testkit.KafkaTest;
import dev.holdfast.testkit.TestTopics;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The old and the new definition run side by side in one group while records wait in every tier. */
@KafkaTest
@Timeout(120)
class RollingDeployIT {
    private static final int PARTITIONS = 4;

    private final TestTopics topics;
    private final TierFixture fixture;

    RollingDeployIT(KafkaCluster cluster, TestTopics topics) {
        this.topics = topics;
        this.fixture = new TierFixture(cluster, topics, PARTITIONS);
    }

    @AfterEach
    void ends() {
        fixture.close();
    }

    private Holdfast start(String delays) {
        return fixture.start(TierFixture::failAsTold, RetrySchedule.of(delays.split(" ", -1)));
    }

    private void publish(String wave, String... what) {
        for (int partition = 0; partition < PARTITIONS; partition++) {
            for (String words : what) {
                fixture.publish(partition, words + " " + wave + partition);
            }
        }
    }

    /** Each record was handled once an attempt and came to one end: handled, or a dead letter of its last attempt. */
    private void assertEachOnce(int records) {
        List<String> values =
                fixture.calls().stream().map(Call::value).distinct().toList();
        assertThat(values).hasSize(records);
        List<String> letters =
                topics.probe(Topic.of(fixture.own("dead-letter"), byte[].class, byte[].class)).records().stream()
                        .map(TierFixture::value)
                        .toList();
        assertThat(letters).doesNotHaveDuplicates();
        for (String value : values) {
            List<Integer> attempts =
                    fixture.calls(value).stream().map(Call::attempt).toList();
            assertThat(attempts)
                    .as(value)
                    .containsExactlyElementsOf(
                            IntStream.rangeClosed(1, attempts.size()).boxed().toList());
        }
    }

    @ParameterizedTest
    @CsvSource({"1s 3s, 500ms 700ms", "1s 3s, 1s", "1s, 1s 2s"})
    void bothAliveStrandNothing(String oldDelays, String newDelays) {
        Holdfast old = start(oldDelays);
        publish("early", "fail 2");
        fixture.read("retry." + oldDelays.split(" ", -1).length, PARTITIONS);
        publish("old", "fail 1", "fail 2", "fine");
        fixture.read("retry.1", 3 * PARTITIONS);
        Holdfast successor = start(newDelays);
        publish("both", "fail 1", "fail 2", "fine");
        fixture.awaitCommitted(fixture.source.name());
        fixture.stop(old);
        publish("new", "fail 1", "fail 2", "fine");
        fixture.awaitCommitted(fixture.source.name());
        for (String role : List.of("retry.1", "retry.2")) {
            fixture.awaitCommitted(fixture.own(role));
        }
        fixture.awaitRunning(successor);
        assertEachOnce(10 * PARTITIONS);
    }

    @Test
    void aTierThatIsRolledBackIsReadByTheOldDefinition() {
        Holdfast successor = start("200ms 5s");
        publish("x", "fail 2");
        fixture.read("retry.2", PARTITIONS);
        start("200ms");
        fixture.stop(successor);
        fixture.awaitCommitted(fixture.own("retry.2"));
        assertThat(fixture.calls()).hasSize(3 * PARTITIONS);
        assertEachOnce(PARTITIONS);
    }

    @Test
    void withoutTheAnnotationTheNewOneStartsWhenTheOldOneHasEmptiedTheTiers() {
        start("4s");
        publish("x", "fail 1");
        List<ConsumerRecord<Object, Object>> waiting = fixture.read("retry.1", PARTITIONS);
        fixture.awaitCommitted(fixture.source.name());
        await().atMost(TierFixture.PATIENCE)
                .until(() -> topics.committed(fixture.group).offsets().keySet().stream()
                                .filter(partition -> partition.topic().equals(fixture.own("retry.1")))
                                .count()
                        == PARTITIONS);
        assertThatThrownBy(() -> fixture.start(TierFixture::failAsTold))
                .isInstanceOf(InvalidDefinitionException.class)
                .hasMessageContaining(fixture.own("retry.1"));
        fixture.awaitCommitted(fixture.own("retry.1"));
        fixture.start(TierFixture::failAsTold);
        publish("y", "fine");
        await().atMost(TierFixture.PATIENCE).until(() -> fixture.calls().size() == waiting.size() * 2 + PARTITIONS);
        fixture.awaitCommitted(fixture.source.name());
        assertEachOnce(2 * PARTITIONS);
    }
}
