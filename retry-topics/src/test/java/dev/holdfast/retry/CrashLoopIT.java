package dev.holdfast.retry;

import static dev.holdfast.retry.TierFixture.header;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.holdfast.Topic;
import dev.holdfast.embedded.KafkaCluster;
import dev.holdfast.retry.internal.FailureHeaders;
import dev.holdfast.testkit.TestTopics;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A record that ends the process of everyone who handles it. */
@Timeout(180)
class CrashLoopIT {
    @Test
    void itIsADeadLetterAfterSomeStartsAndItsNeighboursAreHandledOnce() throws Exception {
        crash(1, fixture -> {
            fixture.publish(0, numbers(0, 40));
            fixture.publish(0, "poison");
            fixture.publish(0, numbers(40, 100));
        });
    }

    /** It ends the process before anything else is committed, so what runs beside it in other partitions is as often begun. */
    @Test
    void whatRunsBesideItInOtherPartitionsIsNotTakenForIt() throws Exception {
        crash(4, fixture -> {
            fixture.publish(0, "poison");
            fixture.publish(0, numbers(0, 10));
            fixture.publish(1, numbers(10, 40));
            fixture.publish(2, numbers(40, 70));
            fixture.publish(3, numbers(70, 100));
        });
    }

    private static String[] numbers(int from, int to) {
        return IntStream.range(from, to).mapToObj(n -> "n" + n).toArray(String[]::new);
    }

    /** Starts the application until it lives; then the poison is the only dead letter and all others are handled once. */
    private static void crash(int partitions, Consumer<TierFixture> publishing) throws Exception {
        try (KafkaCluster cluster = KafkaCluster.builder()
                        .config("group.consumer.session.timeout.ms", "2000")
                        .config("group.consumer.heartbeat.interval.ms", "300")
                        .config("transaction.abort.timed.out.transaction.cleanup.interval.ms", "500")
                        .start();
                TestTopics topics = TestTopics.of(cluster);
                TierFixture fixture = new TierFixture(cluster, topics, partitions)) {
            Topic<byte[], byte[]> copies = topics.create("copies", 1, byte[].class, byte[].class);
            publishing.accept(fixture);
            int starts = 0;
            Process app;
            do {
                assertThat(++starts).isLessThan(12);
                app = CrashingApp.launch(
                        cluster.bootstrapServers(), fixture.group, fixture.source.name(), copies.name());
            } while (endsPoisoned(app, topics, fixture));
            try {
                assertThat(fixture.read("dead-letter", 1))
                        .extracting(TierFixture::value, letter -> header(letter, FailureHeaders.REASON))
                        .containsExactly(tuple("poison", "crash-loop"));
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
