package dev.holdfast.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.Delivery;
import dev.holdfast.Message;
import dev.holdfast.Order;
import dev.holdfast.Outcome;
import dev.holdfast.Topic;
import dev.holdfast.app.Holdfast;
import dev.holdfast.embedded.KafkaCluster;
import dev.holdfast.retry.RetrySchedule;
import dev.holdfast.testkit.KafkaTest;
import dev.holdfast.testkit.TestTopics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The whole way: a record fails, is a dead letter, is sent again, and reaches the group that failed, and no other. */
@KafkaTest
@Timeout(120)
class RedrivenIT {
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final Instruction ADA = Instruction.by("ada", "the bank is back");

    private final KafkaCluster cluster;
    private final TestTopics topics;
    private final Topic<String, String> source;
    private final String billing;
    private final String audit;
    private final Queue<Delivery> billed = new ConcurrentLinkedQueue<>();
    private final Queue<String> audited = new ConcurrentLinkedQueue<>();
    private volatile boolean bankIsBack;

    RedrivenIT(KafkaCluster cluster, TestTopics topics) {
        this.cluster = cluster;
        this.topics = topics;
        this.source = topics.create(Topic.of("orders", String.class, String.class), 2);
        this.billing = topics.uniqueName("billing");
        this.audit = topics.uniqueName("audit");
    }

    private Holdfast start() throws Exception {
        Holdfast app = Holdfast.builder()
                .applicationId(billing)
                .bootstrapServers(cluster.bootstrapServers())
                .handle(source, handler -> handler.group(billing)
                        .order(Order.KEY_UNTIL_RETRY)
                        .with(RetrySchedule.of("100ms"))
                        .runMessage(this::bill))
                .handle(source, handler -> handler.group(audit).run((value, delivery) -> {
                    audited.add(delivery.id());
                    return Outcome.done();
                }))
                .build();
        app.start();
        app.awaitRunning(PATIENCE);
        return app;
    }

    private Outcome bill(Message<String, String> message, Delivery delivery) {
        if (!bankIsBack || "hopeless".equals(message.value())) {
            throw new IllegalStateException("the bank is away");
        }
        billed.add(delivery);
        return Outcome.done();
    }

    @Test
    void whatIsSentAgainReachesTheGroupThatFailedAsItWasAndNobodyElse() throws Exception {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            records.add(record(i % 2, "k" + i, "v" + i));
        }
        records.add(record(0, "k", "hopeless"));
        topics.publish(records);
        try (Holdfast app = start();
                DeadLetters letters = DeadLetters.open(
                        cluster.bootstrapServers(), DeadLetterSource.holdfast(source.name(), billing))) {
            awaitOpen(letters, 21);
            bankIsBack = true;
            assertThat(letters.redrive(DeadLetterFilter.open(), ADA).done()).isEqualTo(21);
            await().atMost(PATIENCE).until(() -> billed.size() == 20);
            awaitOpen(letters, 1);

            assertThat(billed).extracting(Delivery::id).doesNotHaveDuplicates().allMatch(audited::contains);
            assertThat(billed).allSatisfy(delivery -> {
                assertThat(delivery.topic()).isEqualTo(source.name());
                assertThat(delivery.attempt()).isEqualTo(1);
            });
            assertThat(audited).as("each record once, from the source alone").hasSize(21);
            DeadLetter again =
                    letters.list(DeadLetterFilter.open(), 10).letters().get(0);
            assertThat(again.failure().reason()).contains("retries-exhausted");
            assertThat(again.redrives()).isEqualTo(1);
            assertThat(app.state().handlers())
                    .allMatch(handler -> handler.reason().isEmpty());
        }
    }

    private static void awaitOpen(DeadLetters letters, int count) {
        await().atMost(PATIENCE)
                .until(() ->
                        letters.list(DeadLetterFilter.open(), 100).letters().size() == count);
    }

    private ProducerRecord<byte[], byte[]> record(int partition, String key, String value) {
        return new ProducerRecord<>(source.name(), partition, bytes(key), bytes(value));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
