package dev.holdfast.hold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.Order;
import dev.holdfast.Outcome;
import dev.holdfast.Topic;
import dev.holdfast.app.Holdfast;
import dev.holdfast.embedded.KafkaCluster;
import dev.holdfast.state.PartitionState;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Instances come, go, die and sleep; in both group protocols. */
class RebalanceIT {
    private static final int PARTITIONS = 6;
    private static KafkaCluster cluster;
    private static Feed feed;

    @BeforeAll
    static void start() {
        cluster = QuickSessions.cluster();
        feed = new Feed(cluster);
    }

    @AfterAll
    static void stop() {
        feed.close();
        cluster.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"classic", "consumer"})
    void instancesJoinAndLeaveAndNothingIsLostOrRepeated(String protocol) throws Exception {
        String topic = topic("joins", protocol);
        int records = 24_000;
        feed.numbers(topic, 0, records, 500);
        Ledger ledger = new Ledger();
        Holdfast first = app(topic, protocol, ledger);
        Holdfast second = app(topic, protocol, ledger);
        Holdfast third = app(topic, protocol, ledger);
        first.start();
        ledger.awaitAtLeast(1_000);
        second.start();
        await().pollInterval(Duration.ofMillis(20)).until(() -> partitions(second) > 0);
        third.start();
        await().pollInterval(Duration.ofMillis(20)).until(() -> partitions(third) > 0);
        first.close(Duration.ofSeconds(10));
        assertThat(ledger.size()).as("the last close was in mid-run").isLessThan(records);
        ledger.awaitAll(records);
        new Commits(cluster, topic).awaitNoLag(topic);
        second.close();
        third.close();
        assertThat(ledger.repeated()).isEmpty();
        ledger.assertOrdered();
        new Commits(cluster, topic).assertNeverBackwards(topic);
    }

    @ParameterizedTest
    @ValueSource(strings = {"classic", "consumer"})
    void theNextOwnerRunsOnlyWhatTheMapDoesNotMark(String protocol) throws Exception {
        String topic = topic("maps", protocol);
        int perPartition = 300;
        Set<Integer> stuck = new HashSet<>();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            stuck.add(partition * perPartition);
            feed.numbersTo(topic, partition, partition * perPartition, (partition + 1) * perPartition);
        }
        int records = PARTITIONS * perPartition;
        Ledger ledger = new Ledger();
        CountDownLatch release = new CountDownLatch(1);
        Holdfast first = app(topic, protocol, (key, number) -> {
            if (stuck.contains(number)) {
                awaitThroughInterrupts(release);
            }
            ledger.handled(key, number);
        });
        first.start();
        ledger.awaitAtLeast(records - stuck.size());
        first.close(Duration.ofMillis(200));
        Commits commits = new Commits(cluster, topic);
        for (int partition = 0; partition < PARTITIONS; partition++) {
            assertThat(commits.done(new TopicPartition(topic, partition))).hasSize(perPartition - 1);
        }
        Ledger after = new Ledger();
        Holdfast second = app(topic, protocol, after);
        second.start();
        after.awaitAtLeast(stuck.size());
        commits.awaitNoLag(topic);
        second.close();
        release.countDown();
        assertThat(after.numbers()).isEqualTo(stuck);
        commits.assertNeverBackwards(topic);
    }

    @ParameterizedTest
    @ValueSource(strings = {"classic", "consumer"})
    void aKilledInstanceLosesNothingAndWhatItCommittedIsNotRunAgain(String protocol) {
        String topic = topic("killed", protocol);
        String output = topic + ".copies";
        cluster.createTopic(output, 1, 1);
        int records = 20_000;
        feed.one(topic, 0, Feed.bytes("stuck"), Feed.bytes("-1"));
        feed.numbers(topic, 0, records, 500);
        Commits commits = new Commits(cluster, topic);
        Map<TopicPartition, Set<Long>> done = new HashMap<>();
        try (ChildProcess child = ChildProcess.start(cluster.bootstrapServers(), topic, topic, output, protocol)) {
            TopicPartition withStuck = new TopicPartition(topic, 0);
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> commits.done(withStuck).size() > 200);
            child.kill();
        }
        for (int partition = 0; partition < PARTITIONS; partition++) {
            TopicPartition one = new TopicPartition(topic, partition);
            done.put(one, commits.done(one));
        }
        assertThat(commits.offset(topic, 0)).isZero();
        Ledger ledger = new Ledger();
        Set<String> repeated = ConcurrentHashMap.newKeySet();
        Holdfast survivor = Holdfast.builder()
                .applicationId(topic)
                .bootstrapServers(cluster.bootstrapServers())
                .consumerProperties(QuickSessions.consumer(protocol))
                .handle(Topic.of(topic, String.class, String.class), handler -> handler.order(Order.KEY)
                        .runMessage((message, delivery) -> {
                            TopicPartition partition = new TopicPartition(delivery.topic(), delivery.partition());
                            if (done.getOrDefault(partition, Set.of()).contains(delivery.offset())) {
                                repeated.add(delivery.id());
                            }
                            ledger.handled(message.key(), Integer.parseInt(message.value()));
                            return Outcome.done();
                        }))
                .build();
        survivor.start();
        commits.awaitNoLag(topic);
        survivor.close();
        Set<Integer> all = new HashSet<>(ledger.numbers());
        all.addAll(copied(output));
        for (int number = -1; number < records; number++) {
            assertThat(all).contains(number);
        }
        assertThat(repeated).isEmpty();
        commits.assertNeverBackwards(topic);
    }

    @ParameterizedTest
    @ValueSource(strings = {"classic", "consumer"})
    void aFrozenInstanceWakesUpWithoutHarm(String protocol) {
        String topic = topic("frozen", protocol);
        String output = topic + ".copies";
        cluster.createTopic(output, 1, 1);
        int records = 20_000;
        feed.numbers(topic, 0, records, 500);
        Ledger ledger = new Ledger();
        Commits commits = new Commits(cluster, topic);
        Holdfast awake = app(topic, protocol, (key, number) -> {
            LockSupport.parkNanos(3_000_000);
            ledger.handled(key, number);
        });
        try (ChildProcess child = ChildProcess.start(cluster.bootstrapServers(), topic, topic, output, protocol)) {
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> commits.now().values().stream()
                                    .mapToLong(OffsetAndMetadata::offset)
                                    .sum()
                            > 500);
            child.freeze();
            awake.start();
            await().atMost(Duration.ofSeconds(20)).until(() -> partitions(awake) == PARTITIONS);
            ledger.awaitAtLeast(500);
            child.thaw();
            await().atMost(Duration.ofSeconds(20)).until(() -> partitions(awake) < PARTITIONS);
            assertThat(child.isAlive()).isTrue();
            commits.awaitNoLag(topic);
            awake.close();
        }
        Set<Integer> all = new HashSet<>(ledger.numbers());
        all.addAll(copied(output));
        for (int number = 0; number < records; number++) {
            assertThat(all).contains(number);
        }
        commits.assertNeverBackwards(topic);
    }

    @ParameterizedTest
    @ValueSource(strings = {"classic", "consumer"})
    void aHandlerSlowerThanThePollIntervalDoesNotLeaveTheGroup(String protocol) throws Exception {
        String topic = topic("slow", protocol);
        feed.numbersTo(topic, 0, 0, 2);
        AtomicInteger calls = new AtomicInteger();
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch running = new CountDownLatch(1);
        Map<String, Object> consumer = new HashMap<>(QuickSessions.consumer(protocol));
        consumer.put("max.poll.interval.ms", "2000");
        Holdfast app = Holdfast.builder()
                .applicationId(topic)
                .bootstrapServers(cluster.bootstrapServers())
                .consumerProperties(consumer)
                .handle(Topic.of(topic, String.class, String.class), handler -> handler.order(Order.PARTITION)
                        .run((value, delivery) -> {
                            calls.incrementAndGet();
                            running.countDown();
                            awaitThroughInterrupts(release);
                            return Outcome.done();
                        }))
                .build();
        app.start();
        assertThat(running.await(20, TimeUnit.SECONDS)).isTrue();
        Set<String> before = members(topic);
        await().pollDelay(Duration.ofSeconds(5)).atMost(Duration.ofSeconds(10)).until(() -> true);
        assertThat(members(topic)).isEqualTo(before).hasSize(1);
        release.countDown();
        new Commits(cluster, topic).awaitNoLag(topic);
        app.close();
        assertThat(calls).hasValue(2);
    }

    @FunctionalInterface
    private interface Work {
        void on(@Nullable String key, int number);
    }

    private static Holdfast app(String topic, String protocol, Ledger ledger) {
        return app(topic, protocol, (key, number) -> {
            LockSupport.parkNanos(3_000_000);
            ledger.handled(key, number);
        });
    }

    private static Holdfast app(String topic, String protocol, Work work) {
        return Holdfast.builder()
                .applicationId(topic)
                .bootstrapServers(cluster.bootstrapServers())
                .consumerProperties(QuickSessions.consumer(protocol))
                .handle(
                        Topic.of(topic, String.class, String.class),
                        handler -> handler.order(Order.KEY).concurrency(8).runMessage((message, delivery) -> {
                            work.on(message.key(), Integer.parseInt(message.value()));
                            return Outcome.done();
                        }))
                .build();
    }

    private static String topic(String name, String protocol) {
        String topic = name + "." + protocol;
        cluster.createTopic(topic, PARTITIONS, 1);
        return topic;
    }

    private static long partitions(Holdfast app) {
        List<PartitionState> partitions = app.state().handlers().get(0).partitions();
        return partitions.size();
    }

    private static Set<String> members(String group) throws Exception {
        Set<String> members = new HashSet<>();
        cluster.admin()
                .describeConsumerGroups(List.of(group))
                .describedGroups()
                .values()
                .iterator()
                .next()
                .get()
                .members()
                .forEach(member -> members.add(member.consumerId()));
        return members;
    }

    private static Set<Integer> copied(String topic) {
        Set<Integer> numbers = new HashSet<>();
        Copies.committed(cluster, topic).forEach(copy -> numbers.add(Integer.valueOf(copy.value())));
        return numbers;
    }

    private static void awaitThroughInterrupts(CountDownLatch latch) {
        boolean interrupted = false;
        while (true) {
            try {
                latch.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
