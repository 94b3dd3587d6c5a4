package dev.holdfast.testkit;

import dev.holdfast.Message;
import dev.holdfast.Topic;
import dev.holdfast.codec.CodecFactory;
import dev.holdfast.codec.Codecs;
import dev.holdfast.embedded.Cluster;
import dev.holdfast.internal.invoke.CodecRegistry;
import dev.holdfast.internal.invoke.RecordEncoder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * The topics of a test: creates them under names that no other test uses, writes to them and reads them. Thread-safe.
 *
 * <p>Every method that publishes returns when all records are written, which may take 30 seconds, and throws an
 * {@link AssertionError} if they are not.
 */
public final class TestTopics implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 30;

    private final Cluster cluster;
    private final List<CodecFactory> factories;
    private final CodecRegistry codecs;
    private final KafkaProducer<byte[], byte[]> producer;
    private final List<TopicProbe> probes = new CopyOnWriteArrayList<>();

    private TestTopics(Cluster cluster, List<CodecFactory> factories) {
        this.cluster = cluster;
        this.factories = factories;
        this.codecs = new CodecRegistry(factories);
        this.producer = producer(Map.of());
    }

    /**
     * Works on a cluster.
     *
     * @param cluster the cluster; it stays open when this is closed
     * @param codecs codecs beside the built-in ones
     * @return the topics; whoever calls this closes them
     */
    public static TestTopics of(Cluster cluster, CodecFactory... codecs) {
        List<CodecFactory> factories = new ArrayList<>();
        factories.add(Codecs.kafkaTypes());
        factories.addAll(List.of(codecs));
        return new TestTopics(Objects.requireNonNull(cluster, "cluster"), factories);
    }

    /**
     * The same topics with more codecs.
     *
     * @param codecs codecs beside those that are there
     * @return other topics on the same cluster; whoever calls this closes them
     */
    public TestTopics with(CodecFactory... codecs) {
        List<CodecFactory> more = new ArrayList<>(factories);
        more.addAll(List.of(codecs));
        return new TestTopics(cluster, more);
    }

    /**
     * Makes a name that no other topic, group or application has.
     *
     * @param prefix what it begins with, for people
     * @return the name
     */
    public String uniqueName(String prefix) {
        return prefix + "-" + UUID.randomUUID().toString().substring(0, 13);
    }

    /**
     * Creates a topic with a unique name, with one replica, and waits until it is there.
     *
     * @param prefix what its name begins with
     * @param partitions how many partitions it has
     * @param keyType the type of its keys
     * @param valueType the type of its values
     * @return the topic
     * @param <K> the type of keys
     * @param <V> the type of values
     */
    public <K, V> Topic<K, V> create(String prefix, int partitions, Class<K> keyType, Class<V> valueType) {
        return create(Topic.of(prefix, keyType, valueType), partitions);
    }

    /**
     * Creates a topic with a unique name, with one replica, and waits until it is there.
     *
     * @param like its types, and what its name begins with
     * @param partitions how many partitions it has
     * @return the topic
     * @param <K> the type of keys
     * @param <V> the type of values
     */
    public <K, V> Topic<K, V> create(Topic<K, V> like, int partitions) {
        Topic<K, V> topic = new Topic<>(uniqueName(like.name()), like.keyType(), like.valueType());
        cluster.createTopic(topic.name(), partitions, 1);
        return topic;
    }

    /**
     * Publishes one record.
     *
     * @param topic where to
     * @param key its key, or null
     * @param value its value, or null for a tombstone
     * @return where it is
     * @param <K> the type of keys
     * @param <V> the type of values
     */
    public <K, V> RecordMetadata publish(Topic<K, V> topic, @Nullable K key, @Nullable V value) {
        return publish(topic, List.of(Message.of(key, value))).get(0);
    }

    /**
     * Publishes messages, in their order.
     *
     * @param topic where to, whatever topic the messages name
     * @param messages the messages
     * @return where they are, in their order
     * @param <K> the type of keys
     * @param <V> the type of values
     */
    public <K, V> List<RecordMetadata> publish(Topic<K, V> topic, List<Message<K, V>> messages) {
        return publish(encode(topic, messages));
    }

    /**
     * Publishes bytes, in their order.
     *
     * @param records the records
     * @return where they are, in their order
     */
    public List<RecordMetadata> publish(List<ProducerRecord<byte[], byte[]>> records) {
        return publish(producer, records);
    }

    /**
     * Publishes messages in one transaction, which leaves a marker behind.
     *
     * @param topic where to
     * @param messages the messages
     * @return where they are, in their order
     * @param <K> the type of keys
     * @param <V> the type of values
     */
    public <K, V> List<RecordMetadata> publishCommitted(Topic<K, V> topic, List<Message<K, V>> messages) {
        return transaction(encode(topic, messages), true);
    }

    /**
     * Publishes messages in a transaction that is aborted: they take up offsets, but nobody may read them.
     *
     * @param topic where to
     * @param messages the messages
     * @return where they are, in their order
     * @param <K> the type of keys
     * @param <V> the type of values
     */
    public <K, V> List<RecordMetadata> publishAborted(Topic<K, V> topic, List<Message<K, V>> messages) {
        return transaction(encode(topic, messages), false);
    }

    /**
     * Reads a topic from its beginning, and on, in the background.
     *
     * @param topic the topic, with the types to decode to
     * @return the probe, closed with this
     */
    public TopicProbe probe(Topic<?, ?> topic) {
        TopicProbe probe = new TopicProbe(cluster.bootstrapServers(), topic, codecs);
        probes.add(probe);
        return probe;
    }

    /**
     * Looks at what a group has committed.
     *
     * @param group the group's id
     * @return the probe
     */
    public CommittedOffsets committed(String group) {
        return new CommittedOffsets(cluster.admin(), group);
    }

    /** Encodes messages as {@link #publish(Topic, List)} does. */
    <K, V> List<ProducerRecord<byte[], byte[]>> encode(Topic<K, V> topic, List<Message<K, V>> messages) {
        RecordEncoder encoder = RecordEncoder.of(topic, codecs);
        return messages.stream().map(encoder::encode).toList();
    }

    @Override
    public void close() {
        probes.forEach(TopicProbe::close);
        producer.close();
    }

    private List<RecordMetadata> transaction(List<ProducerRecord<byte[], byte[]>> records, boolean commit) {
        try (KafkaProducer<byte[], byte[]> transactional =
                producer(Map.of("transactional.id", uniqueName("test-topics")))) {
            transactional.initTransactions();
            transactional.beginTransaction();
            List<RecordMetadata> written = publish(transactional, records);
            if (commit) {
                transactional.commitTransaction();
            } else {
                transactional.abortTransaction();
            }
            return written;
        }
    }

    private KafkaProducer<byte[], byte[]> producer(Map<String, Object> more) {
        Map<String, Object> config = new HashMap<>(more);
        config.put("bootstrap.servers", cluster.bootstrapServers());
        config.put("linger.ms", 1);
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static List<RecordMetadata> publish(
            KafkaProducer<byte[], byte[]> producer, List<ProducerRecord<byte[], byte[]>> records) {
        List<Future<RecordMetadata>> sends =
                records.stream().map(producer::send).toList();
        producer.flush();
        List<RecordMetadata> written = new ArrayList<>(sends.size());
        for (int i = 0; i < sends.size(); i++) {
            written.add(written(sends.get(i), records.get(i).topic()));
        }
        return written;
    }

    private static RecordMetadata written(Future<RecordMetadata> send, String topic) {
        try {
            return send.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError("a record could not be written to '" + topic + "'", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while a record was written to '" + topic + "'", e);
        }
    }
}
