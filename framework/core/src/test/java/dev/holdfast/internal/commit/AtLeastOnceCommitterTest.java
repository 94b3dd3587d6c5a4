package dev.holdfast.internal.commit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.internal.dispatch.Finished;
import dev.holdfast.internal.dispatch.Lane;
import dev.holdfast.internal.dispatch.TestDispatcher;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AtLeastOnceCommitterTest {
    private final TestDispatcher dispatcher = TestDispatcher.idle();
    private final Queue<OffsetCommit> commits = new ConcurrentLinkedQueue<>();
    private final Queue<Throwable> errors = new ConcurrentLinkedQueue<>();
    private final AtLeastOnceCommitter committer = new AtLeastOnceCommitter(
            "test",
            () -> {
                throw new AssertionError("nothing is written here");
            },
            topic -> new TopicExists.Found(1, Map.of()),
            new OffsetCommits() {
                @Override
                public void carryOut(OffsetCommit commit) {
                    commits.add(commit);
                }

                @Override
                public void takeOverAnew(Collection<Lane> closed) {
                    throw new AssertionError("nothing is undecided here");
                }

                @Override
                public void roomIsMade() {}
            },
            Instant::now,
            errors::add);
    private final Lane lane = dispatcher.lane(0, 0);
    private final Lane other = dispatcher.lane(1, 0);

    @BeforeEach
    void start() {
        committer.start();
        committer.ownership(new Ownership(anyMembership(), List.of(lane, other)));
    }

    private static ConsumerGroupMetadata anyMembership() {
        Map<String, Object> config = Map.of("bootstrap.servers", "localhost:9", "group.id", "g");
        try (KafkaConsumer<byte[], byte[]> unconnected =
                new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            return unconnected.groupMetadata();
        }
    }

    @AfterEach
    void close() {
        committer.close(Duration.ofSeconds(5));
        assertThat(errors).isEmpty();
    }

    @Test
    void aDrainRepeatsWhatWasCommittedButNotAnswered() throws Exception {
        lane.ring().mark(0);
        committer.wake();
        await().until(() -> !commits.isEmpty());
        Drained last = committer.drain(List.of(lane), Duration.ofSeconds(3)).get(5, TimeUnit.SECONDS);
        assertThat(last.commits()).singleElement().satisfies(commit -> assertThat(
                        commit.offsets().get(lane))
                .extracting(OffsetAndMetadata::offset)
                .isEqualTo(1L));
    }

    @Test
    void aDrainDoesNotWaitForWhatOtherLanesGoOnFinishing() throws Exception {
        Thread busy = new Thread(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                committer.accept(new Finished(other, Finished.NO_OFFSET, 0, List.of(), () -> {}));
            }
        });
        busy.start();
        try {
            lane.ring().mark(0);
            long begin = System.nanoTime();
            committer.drain(List.of(lane), Duration.ofSeconds(60)).get(70, TimeUnit.SECONDS);
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(20));
        } finally {
            busy.interrupt();
            busy.join();
        }
    }

    @Test
    void commitsOfAConsumerThatIsGoneAreMadeAgain() {
        lane.ring().mark(0);
        committer.wake();
        await().until(() -> commits.size() == 1);
        committer.abandonCommits();
        await().atMost(Duration.ofSeconds(5)).until(() -> commits.size() == 2);
    }
}
