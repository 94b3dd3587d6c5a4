package dev.holdfast.retry;

import static dev.holdfast.retry.TierFixture.header;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.Topic;
import dev.holdfast.embedded.KafkaCluster;
import dev.holdfast.retry.internal.FailureHeaders;
import dev.holdfast.testkit.TestTopics;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A record that ends the process of everyone who handles it. */
@Timeout(180)
class CrashLoopIT {
    @Test
    void itIsADeadLetterAfterSomeStartsAndItsNeighboursAreHandledOnce() throws Exception {
        try (KafkaCluster cluster = KafkaCluster.builder()
                        .config("group.consumer.session.timeout.ms", "2000")
                        .config("group.consumer.heartbeat.interval.ms", "300")
                        .config("transaction.abort.timed.out.transaction.cleanup.interval.ms", "500")
                        .start();
                TestTopics topics = TestTopics.of(cluster);
                TierFixture fixture = new TierFixture(cluster, topics, 1)) {
            Topic<byte[], byte[]> copies = topics.create("copies", 1, byte[].class, byte[].class);
            fixture.publish(0, IntStream.range(0, 40).mapToObj(n -> "n" + n).toArray(String[]::new));
            fixture.publish(0, "poison");
            fixture.publish(0, IntStream.range(40, 100).mapToObj(n -> "n" + n).toArray(String[]::new));
            int starts = 0;
            Process app;
            do {
                assertThat(++starts).isLessThan(12);
                app = CrashingApp.launch(
                        cluster.bootstrapServers(), fixture.group, fixture.source.name(), copies.name());
            } while (endsPoisoned(app, topics, fixture));
            try {
                ConsumerRecord<Object, Object> letter =
                        fixture.read("dead-letter", 1).get(0);
                assertThat(header(letter, FailureHeaders.REASON)).isEqualTo("crash-loop");
                assertThat(TierFixture.value(letter)).isEqualTo("poison");
                assertThat(topics.probe(copies).await(100, TierFixture.PATIENCE))
                        .hasSize(100)
                        .extracting(TierFixture::value)
                        .doesNotHaveDuplicates()
                        .doesNotContain("poison");
            } finally {
                app.destroyForcibly().waitFor();
            }
        }
    }

    /** Waits until the process has ended by the record or has brought everything to its end. */
    private static boolean endsPoisoned(Process app, TestTopics topics, TierFixture fixture) {
        await().atMost(60, TimeUnit.SECONDS)
                .until(() -> !app.isAlive()
                        || topics.committed(fixture.group).lag(fixture.source.name()).values().stream()
                                .allMatch(behind -> behind == 0));
        if (!app.isAlive()) {
            assertThat(app.exitValue()).isEqualTo(CrashingApp.POISONED);
        }
        return !app.isAlive();
    }
}
