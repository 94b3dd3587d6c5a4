package dev.holdfast.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.Delivery;
import dev.holdfast.Order;
import dev.holdfast.Outcome;
import dev.holdfast.Topic;
import dev.holdfast.app.Holdfast;
import dev.holdfast.deadletter.DeadLetterCounts.By;
import dev.holdfast.embedded.KafkaCluster;
import dev.holdfast.retry.RetrySchedule;
import dev.holdfast.testkit.KafkaTest;
import dev.holdfast.testkit.TestTopics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A redrive of many dead letters while the source goes on and new dead letters come. */
@KafkaTest
@Timeout(300)
class RedriveUnderLoadIT {
    private static final Logger LOG = LoggerFactory.getLogger(RedriveUnderLoadIT.class);
    private static final int LETTERS = Integer.getInteger("redrive.letters", 10_000);
    private static final int PARTITIONS = 12;
    private static final int CHUNK = 100;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final KafkaCluster cluster;
    private final TestTopics topics;
    private final Topic<String, String> source;
    private final String billing;
    private final Map<String, AtomicInteger> billed = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> audited = new ConcurrentHashMap<>();
    private final AtomicInteger published = new AtomicInteger();
    private volatile boolean bankIsBack;

    RedriveUnderLoadIT(KafkaCluster cluster, TestTopics topics) {
        this.cluster = cluster;
        this.topics = topics;
        this.source = topics.create(Topic.of("orders", String.class, String.class), PARTITIONS);
        this.billing = topics.uniqueName("billing");
    }

    @Test
    void eachLetterThatWasThereIsMovedOnceAndNobodyElseSeesIt() throws Exception {
        DeadLetterSource dead = DeadLetterSource.holdfast(source.name(), billing);
        try (Holdfast app = start();
                DeadLetters letters = DeadLetters.open(cluster.bootstrapServers(), dead)) {
            publish(LETTERS, "order");
            await().atMost(PATIENCE).until(() -> open(letters) == LETTERS);
            bankIsBack = true;

            AtomicBoolean over = new AtomicBoolean();
            CompletableFuture<Integer> hopeless = CompletableFuture.supplyAsync(() -> publishUntil(over));
            DeadLetterReport report = redriveAll(letters);
            over.set(true);
            int failed = hopeless.get();
            await().atMost(PATIENCE).until(() -> billed.size() == published.get() - failed);
            await().atMost(PATIENCE).until(() -> audited.size() == published.get());
            await().atMost(PATIENCE).until(() -> open(letters) == failed);

            assertThat(Fixture.read(cluster, dead.target().orElseThrow(), PARTITIONS))
                    .as("each dead letter was moved once")
                    .extracting(record -> new String(record.key(), StandardCharsets.UTF_8))
                    .doesNotHaveDuplicates()
                    .hasSize((int) report.done());
            assertThat(billed.values())
                    .as("each dead letter and each live record was handled once")
                    .allMatch(times -> times.get() == 1);
            assertThat(audited.values()).as("nothing of a redrive").allMatch(times -> times.get() == 1);
            assertThat(letters.list(DeadLetterFilter.open(), 10_000).letters())
                    .as("what failed meanwhile, or again, came after the job began")
                    .isNotEmpty()
                    .allMatch(letter -> isBehind(letter, report));
            assertThat(app.state().handlers())
                    .allMatch(handler -> handler.reason().isEmpty());
            assertThat(report.done()).isBetween((long) LETTERS, (long) LETTERS + failed);
            assertThat(redriveAll(letters).done()).as("what is left").isEqualTo(failed);
        }
    }

    /** Tells how long it took, for docs/dead-letters.md. */
    private static DeadLetterReport redriveAll(DeadLetters letters) {
        long begin = System.nanoTime();
        DeadLetterReport report = letters.redrive(
                DeadLetterFilter.open(),
                Instruction.by("ada", "the bank is back").perSecond(1_000_000));
        LOG.info("redrove {} dead letters in {} ms", report.done(), (System.nanoTime() - begin) / 1_000_000);
        return report;
    }

    private static long open(DeadLetters letters) {
        return letters.count(DeadLetterFilter.open(), By.REASON).total();
    }

    private static boolean isBehind(DeadLetter letter, DeadLetterReport report) {
        return letter.id().offset() >= report.ends().getOrDefault(letter.id().partition(), Long.MAX_VALUE);
    }

    private Holdfast start() throws Exception {
        Holdfast app = Holdfast.builder()
                .applicationId(billing)
                .bootstrapServers(cluster.bootstrapServers())
                .handle(source, handler -> handler.group(billing)
                        .order(Order.KEY_UNTIL_RETRY)
                        .with(RetrySchedule.deadLettersOnly())
                        .run(this::bill))
                .handle(source, handler -> handler.group(topics.uniqueName("audit"))
                        .run((value, delivery) -> {
                            seen(audited, delivery);
                            return Outcome.done();
                        }))
                .build();
        app.start();
        app.awaitRunning(PATIENCE);
        return app;
    }

    private Outcome bill(String value, Delivery delivery) {
        if (!bankIsBack || value.equals("hopeless")) {
            return Outcome.deadLetter("the bank is away");
        }
        seen(billed, delivery);
        return Outcome.done();
    }

    private static void seen(Map<String, AtomicInteger> by, Delivery delivery) {
        by.computeIfAbsent(delivery.id(), id -> new AtomicInteger()).incrementAndGet();
    }

    /** Live traffic, of which one in each chunk becomes a dead letter again. */
    private int publishUntil(AtomicBoolean over) {
        int hopeless = 0;
        while (!over.get() || hopeless == 0) {
            publish(CHUNK - 1, "live");
            publish(1, "hopeless");
            hopeless++;
        }
        return hopeless;
    }

    private void publish(int count, String value) {
        int from = published.getAndAdd(count);
        topics.publish(IntStream.range(from, from + count)
                .mapToObj(i -> new ProducerRecord<byte[], byte[]>(
                        source.name(), i % PARTITIONS, Fixture.bytes("k" + i), Fixture.bytes(value)))
                .toList());
    }
}
