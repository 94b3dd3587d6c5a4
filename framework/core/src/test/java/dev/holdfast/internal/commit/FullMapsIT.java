package dev.holdfast.internal.commit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.embedded.KafkaCluster;
import dev.holdfast.internal.dispatch.Lane;
import dev.holdfast.internal.dispatch.TestDispatcher;
import dev.holdfast.internal.offset.MetadataFormat;
import dev.holdfast.internal.offset.OffsetRing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class FullMapsIT {
    private static final int PARTITIONS = 200;

    @Test
    void aBrokerTakesTwoHundredFullMapsAlsoInOneTransactionAndGivesThemBackBitForBit() {
        TestDispatcher dispatcher = TestDispatcher.idle();
        Map<TopicPartition, BitSet> done = new HashMap<>();
        List<Lane> lanes = new ArrayList<>();
        Random random = new Random(1);
        for (int partition = 0; partition < PARTITIONS; partition++) {
            Lane lane = dispatcher.lane(partition, 0);
            BitSet marked = new BitSet();
            for (int offset = 1; offset < OffsetRing.WINDOW; offset++) {
                if (random.nextBoolean()) {
                    lane.ring().mark(offset);
                    marked.set(offset);
                }
            }
            done.put(lane.partition(), marked);
            lanes.add(lane);
        }
        LaneOffsets offsets = new LaneOffsets();
        offsets.own(lanes, Instant.EPOCH);
        offsets.advance(Instant.EPOCH);

        try (KafkaCluster cluster = KafkaCluster.start(1)) {
            cluster.createTopic(TestDispatcher.TOPIC, PARTITIONS, 1, Map.of());
            Map<String, Object> config =
                    Map.of("bootstrap.servers", cluster.bootstrapServers(), "group.id", "full-maps");
            try (KafkaConsumer<byte[], byte[]> consumer =
                    new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
                for (OffsetCommit commit : offsets.takeAll()) {
                    consumer.commitSync(byPartition(commit));
                }
                assertThat(maps(consumer.committed(Set.copyOf(done.keySet())))).isEqualTo(done);
            }
            offsets.touch(lanes);
            Map<String, Object> transactional =
                    Map.of("bootstrap.servers", cluster.bootstrapServers(), "transactional.id", "full-maps");
            try (KafkaProducer<byte[], byte[]> producer =
                            new KafkaProducer<>(transactional, new ByteArraySerializer(), new ByteArraySerializer());
                    KafkaConsumer<byte[], byte[]> reader = new KafkaConsumer<>(
                            Map.of("bootstrap.servers", cluster.bootstrapServers(), "group.id", "in-one"),
                            new ByteArrayDeserializer(),
                            new ByteArrayDeserializer())) {
                producer.initTransactions();
                producer.beginTransaction();
                List<OffsetCommit> portions = offsets.takeAll();
                assertThat(portions).hasSizeGreaterThan(1);
                for (OffsetCommit commit : portions) {
                    producer.sendOffsetsToTransaction(byPartition(commit), reader.groupMetadata());
                }
                producer.commitTransaction();
                assertThat(maps(reader.committed(Set.copyOf(done.keySet())))).isEqualTo(done);
            }
        }
    }

    private static Map<TopicPartition, OffsetAndMetadata> byPartition(OffsetCommit commit) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        commit.offsets().forEach((lane, offset) -> offsets.put(lane.partition(), offset));
        return offsets;
    }

    private static Map<TopicPartition, BitSet> maps(Map<TopicPartition, OffsetAndMetadata> committed) {
        Map<TopicPartition, BitSet> maps = new HashMap<>();
        committed.forEach((partition, commit) -> {
            String text = Objects.requireNonNull(commit, partition::toString).metadata();
            if (MetadataFormat.read(text) instanceof MetadataFormat.Ours ours) {
                maps.put(partition, ours.metadata().beyond());
            }
        });
        return maps;
    }
}
