package dev.holdfast.hold;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.Message;
import dev.holdfast.Outcome;
import dev.holdfast.StartPosition;
import dev.holdfast.Topic;
import dev.holdfast.app.Holdfast;
import dev.holdfast.embedded.KafkaCluster;
import dev.holdfast.internal.offset.CommitMetadata;
import dev.holdfast.internal.offset.Guard;
import dev.holdfast.internal.offset.MetadataFormat;
import dev.holdfast.internal.offset.PartitionIdentity;
import dev.holdfast.state.Phase;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Commits of others, damaged and outdated ones, and topics that are not what they were. */
class OddCommitsIT {
    private static KafkaCluster cluster;
    private static Feed feed;

    @BeforeAll
    static void start() {
        cluster = KafkaCluster.builder()
                .config("log.cleaner.backoff.ms", "200")
                .config("log.cleaner.min.cleanable.ratio", "0.01")
                .start();
        feed = new Feed(cluster);
    }

    @AfterAll
    static void stop() {
        feed.close();
        cluster.close();
    }

    @Test
    void mapsOfAnybodyElseCountForNothing() throws Exception {
        String topic = "foreign";
        cluster.createTopic(topic, 6, 1);
        for (int partition = 0; partition < 6; partition++) {
            feed.numbersTo(topic, partition, 0, 10);
        }
        Commits commits = new Commits(cluster, topic);
        PartitionIdentity ours = identity(topic, 1);
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        put(offsets, topic, 0, 3, "another tool's words");
        put(offsets, topic, 1, 3, map(new PartitionIdentity("another cluster", ours.topicId(), 1), 3));
        put(offsets, topic, 2, 3, map(new PartitionIdentity("another cluster", Uuid.randomUuid(), 2), 3));
        put(offsets, topic, 3, 3, map(identity(topic, 3), 2));
        put(offsets, topic, 4, 3, map(identity(topic, 3), 3));
        put(offsets, topic, 5, 3, map(identity(topic, 5), 3));
        commits.set(offsets);
        try (OneApp app = OneApp.start(cluster, topic)) {
            commits.awaitNoLag(topic);
            Set<String> expected = new TreeSet<>();
            for (int partition = 0; partition < 6; partition++) {
                for (int offset = 3; offset < 10; offset++) {
                    if (partition != 5 || offset < 5 || offset > 6) {
                        expected.add(topic + "-" + partition + "-" + offset);
                    }
                }
            }
            assertThat(app.handled().keySet()).isEqualTo(expected);
            app.assertNothingTwice();
        }
    }

    @Test
    void aDamagedMapStopsThePartitionOfAHandlerThatWritesAndStaysForPeopleToSee() throws Exception {
        String topic = "damaged-writer";
        cluster.createTopic(topic, 2, 1);
        cluster.createTopic("damaged-copies", 1, 1);
        feed.numbersTo(topic, 0, 0, 10);
        feed.numbersTo(topic, 1, 10, 20);
        Commits commits = new Commits(cluster, topic);
        String damaged = damaged(topic, commits);
        Set<String> handled = ConcurrentHashMap.newKeySet();
        try (Holdfast app = Holdfast.builder()
                .applicationId(topic)
                .bootstrapServers(cluster.bootstrapServers())
                .handle(Topic.of(topic, String.class, String.class), handler -> handler.emits("damaged-copies")
                        .runMessage((message, delivery) -> {
                            handled.add(delivery.id());
                            return Outcome.emit(Message.of(message.key(), message.value()));
                        }))
                .build()) {
            app.start();
            await().atMost(Duration.ofSeconds(30)).until(() -> commits.offset(topic, 1) > 9);
            assertThat(app.state().handlers().get(0).partitions().get(0).reason())
                    .contains("offset 3 is damaged");
        }
        assertThat(handled).hasSize(10).allMatch(id -> id.startsWith("damaged-writer-1-"));
        assertThat(commits.now()).containsEntry(new TopicPartition(topic, 0), new OffsetAndMetadata(3, damaged));
    }

    /** Has the first partition's commit damaged. */
    private static String damaged(String topic, Commits commits) throws Exception {
        String text = map(identity(topic, 0), 3);
        char other = (char) (text.charAt(9) ^ 1);
        String damaged = text.substring(0, 9) + other + text.substring(10);
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        put(offsets, topic, 0, 3, damaged);
        commits.set(offsets);
        return damaged;
    }

    @Test
    void aDamagedMapOfAHandlerThatWritesNothingCostsOnlyRepetition() throws Exception {
        String topic = "damaged";
        cluster.createTopic(topic, 1, 1);
        feed.numbersTo(topic, 0, 0, 10);
        Commits commits = new Commits(cluster, topic);
        damaged(topic, commits);
        try (OneApp app = OneApp.start(cluster, topic)) {
            commits.awaitNoLag(topic);
            assertThat(app.handled()).hasSize(7).doesNotContainKey("damaged-0-2");
        }
    }

    @Test
    void aTopicThatWasCreatedAnewIsReadFromItsBeginning() throws Exception {
        String topic = "anew";
        cluster.createTopic(topic, 1, 1);
        feed.numbersTo(topic, 0, 0, 10);
        Commits commits = new Commits(cluster, topic);
        String oldMap = map(identity(topic, 0), 3);
        cluster.admin().deleteTopics(List.of(topic)).all().get();
        await().untilAsserted(() -> cluster.createTopic(topic, 1, 1));
        try (Feed fresh = new Feed(cluster)) {
            fresh.numbersTo(topic, 0, 0, 20);
        }
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        put(offsets, topic, 0, 3, oldMap);
        commits.set(offsets);
        try (OneApp app = OneApp.start(cluster, topic, StartPosition.LATEST)) {
            commits.awaitNoLag(topic);
            assertThat(app.handled()).hasSize(20);
        }
    }

    @Test
    void aTopicThatIsCreatedAnewWhileItIsReadLosesNothing() throws Exception {
        String topic = "running-anew";
        cluster.createTopic(topic, 1, 1);
        feed.numbersTo(topic, 0, 0, 30);
        Set<String> anew = ConcurrentHashMap.newKeySet();
        try (OneApp app = OneApp.start(cluster, topic, value -> {
            if (value.startsWith("1000")) {
                anew.add(value);
            }
            return Outcome.done();
        })) {
            app.awaitHandled(30);
            cluster.admin().deleteTopics(List.of(topic)).all().get();
            await().untilAsserted(() -> cluster.createTopic(topic, 1, 1));
            try (Feed fresh = new Feed(cluster)) {
                fresh.numbersTo(topic, 0, 100_000, 100_040);
            }
            await().atMost(Duration.ofSeconds(60)).until(() -> anew.size() == 40 || stopped(app));
        }
        try (OneApp app = OneApp.start(cluster, topic)) {
            new Commits(cluster, topic).awaitNoLag(topic);
            assertThat(app.handled().size() + anew.size()).isGreaterThanOrEqualTo(40);
        }
    }

    private static boolean stopped(OneApp app) {
        return app.app().state().handlers().get(0).phase() == Phase.STOPPED;
    }

    @Test
    void anOffsetThatIsOutOfRangeStopsItsPartitionAndNoOther() throws Exception {
        String topic = "range";
        cluster.createTopic(topic, 3, 1);
        for (int partition = 0; partition < 3; partition++) {
            feed.numbersTo(topic, partition, 0, 10);
        }
        cluster.admin()
                .deleteRecords(Map.of(new TopicPartition(topic, 0), RecordsToDelete.beforeOffset(6)))
                .all()
                .get();
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        put(offsets, topic, 0, 3, "");
        put(offsets, topic, 1, 3, "");
        put(offsets, topic, 2, 100, "");
        new Commits(cluster, topic).set(offsets);
        try (OneApp app = OneApp.start(cluster, topic)) {
            assertThat(app.awaitPhase(0, Phase.STOPPED).reason()).contains("offset 3");
            assertThat(app.awaitPhase(2, Phase.STOPPED).reason()).contains("offset 100");
            app.awaitHandled(7);
            feed.numbersTo(topic, 1, 10, 20);
            app.awaitHandled(17);
            assertThat(app.handled().keySet()).allMatch(id -> id.startsWith("range-1-"));
        }
        assertThat(new Commits(cluster, topic).offset(topic, 0)).isEqualTo(3);
    }

    @Test
    void partitionsThatAreAddedAreReadFromTheirFirstRecordAlsoWithStartFromLatest() throws Exception {
        String topic = "grown";
        cluster.createTopic(topic, 1, 1);
        feed.numbersTo(topic, 0, 0, 10);
        try (OneApp app = OneApp.start(cluster, topic, StartPosition.LATEST)) {
            app.app().awaitRunning(Duration.ofSeconds(20));
            await().until(() -> !new Commits(cluster, topic).now().isEmpty());
            cluster.admin()
                    .createPartitions(Map.of(topic, NewPartitions.increaseTo(3)))
                    .all()
                    .get();
            try (Feed fresh = new Feed(cluster)) {
                await().ignoreExceptions().untilAsserted(() -> {
                    assertThat(fresh.producer().partitionsFor(topic)).hasSize(3);
                });
                fresh.numbersTo(topic, 1, 0, 10);
                fresh.numbersTo(topic, 2, 0, 10);
            }
            app.awaitHandled(20);
            assertThat(app.handled().keySet()).noneMatch(id -> id.startsWith("grown-0-"));
        }
    }

    @Test
    void compactedAndTransactionalTopicsFullOfHolesAreReadToTheirEnd() throws Exception {
        String topic = "holes";
        cluster.createTopic(
                topic,
                2,
                1,
                Map.of("cleanup.policy", "compact", "segment.ms", "100", "min.cleanable.dirty.ratio", "0.01"));
        int survivors = 0;
        try (Feed transactional = new Feed(cluster, Map.of("transactional.id", "holes"))) {
            transactional.producer().initTransactions();
            for (int round = 0; round < 40; round++) {
                boolean aborted = round % 3 == 2;
                transactional.producer().beginTransaction();
                List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
                for (int i = 0; i < 20; i++) {
                    records.add(new ProducerRecord<>(
                            topic, i % 2, Feed.bytes("k" + (aborted ? i : i + (round % 5) * 100)), Feed.bytes("" + i)));
                }
                transactional.send(records);
                if (aborted) {
                    transactional.producer().abortTransaction();
                } else {
                    transactional.producer().commitTransaction();
                    survivors += 20;
                }
            }
        }
        int all = survivors;
        await().atMost(Duration.ofSeconds(30)).until(() -> readable(topic).size() < all);
        Commits commits = new Commits(cluster, topic);
        try (OneApp app = OneApp.start(cluster, topic)) {
            commits.awaitNoLag(topic);
            app.assertNothingTwice();
            assertThat(app.handled().keySet()).containsAll(readable(topic));
        }
    }

    private static Set<String> readable(String topic) {
        Set<String> ids = new TreeSet<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", cluster.bootstrapServers(), "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> all = List.of(new TopicPartition(topic, 0), new TopicPartition(topic, 1));
            consumer.assign(all);
            consumer.seekToBeginning(all);
            Map<TopicPartition, Long> ends = consumer.endOffsets(all);
            while (all.stream()
                    .anyMatch(partition -> consumer.position(partition) < requireNonNull(ends.get(partition)))) {
                consumer.poll(Duration.ofMillis(100))
                        .forEach(record -> ids.add(topic + "-" + record.partition() + "-" + record.offset()));
            }
        }
        return ids;
    }

    private static void put(
            Map<TopicPartition, OffsetAndMetadata> offsets, String topic, int partition, long offset, String text) {
        offsets.put(new TopicPartition(topic, partition), new OffsetAndMetadata(offset, text));
    }

    /** A map that marks the second and the third offset beyond the frontier as done. */
    private static String map(PartitionIdentity identity, long offset) {
        BitSet beyond = new BitSet();
        beyond.set(2, 4);
        return MetadataFormat.write(new CommitMetadata(identity, offset, 6, Guard.NEW, beyond, ByteBuffer.allocate(0)));
    }

    private static PartitionIdentity identity(String topic, int partition) throws Exception {
        return new PartitionIdentity(
                cluster.admin().describeCluster().clusterId().get(),
                Commits.describe(cluster, topic).topicId(),
                partition);
    }
}
