package dev.holdfast.connect.redis;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.params.XReadGroupParams;
import redis.clients.jedis.resps.StreamEntry;

/** Copies a stream to a topic with the clients alone, through a consumer group, in one thread. */
final class PlainRedis {
    private static final String GROUP = "plain";
    private static final int AT_ONCE = 500;
    private static final int PATIENCE_MS = 10_000;
    private static final int BATCHES_UNDER_WAY = 2;

    private PlainRedis() {}

    static void copy(int port, String stream, String topic, String kafka, int count) throws Exception {
        XReadGroupParams read =
                XReadGroupParams.xReadGroupParams().count(AT_ONCE).block(PATIENCE_MS);
        try (Jedis jedis = new Jedis("127.0.0.1", port, PATIENCE_MS);
                KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                        Map.of("bootstrap.servers", kafka, "acks", "all"),
                        new StringSerializer(),
                        new ByteArraySerializer())) {
            jedis.xgroupCreate(stream, GROUP, new StreamEntryID(0, 0), false);
            Queue<Batch> underWay = new ArrayDeque<>();
            int taken = 0;
            while (taken < count) {
                var streams = jedis.xreadGroup(
                        GROUP, "one", read, Map.of(stream, StreamEntryID.XREADGROUP_UNDELIVERED_ENTRY));
                if (streams == null) {
                    throw new IllegalStateException("Entry " + taken + " did not come");
                }
                List<StreamEntry> entries = streams.get(0).getValue();
                taken += entries.size();
                underWay.add(new Batch(
                        entries.stream().map(StreamEntry::getID).toList(),
                        entries.stream()
                                .map(entry -> producer.send(new ProducerRecord<>(topic, stream, value(entry))))
                                .toList()));
                if (underWay.size() == BATCHES_UNDER_WAY) {
                    acknowledgeOldest(jedis, stream, underWay);
                }
            }
            while (!underWay.isEmpty()) {
                acknowledgeOldest(jedis, stream, underWay);
            }
        }
    }

    private static byte[] value(StreamEntry entry) {
        return Objects.requireNonNull(entry.getFields().get(TestRedis.FIELD)).getBytes(StandardCharsets.UTF_8);
    }

    private static void acknowledgeOldest(Jedis jedis, String stream, Queue<Batch> underWay) throws Exception {
        Batch oldest = underWay.remove();
        for (Future<RecordMetadata> send : oldest.sends()) {
            send.get();
        }
        jedis.xack(stream, GROUP, oldest.ids().toArray(StreamEntryID[]::new));
    }

    private record Batch(List<StreamEntryID> ids, List<Future<RecordMetadata>> sends) {}
}
