package dev.holdfast.internal.lifecycle;

import dev.holdfast.internal.definition.AppDefinition;
import dev.holdfast.internal.invoke.RecordSize;
import dev.holdfast.internal.topic.ClusterFacts;
import dev.holdfast.internal.topic.TopicFacts;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.TopicConfig;

/** How large a record may be, as far as the last look has shown. Thread-safe. */
final class RecordLimits {
    private static final int DEFAULT_OF_KAFKA = 1024 * 1024;

    private final int maxRequestSize;
    private final boolean compressed;
    private final Map<String, Integer> ofTopics = new ConcurrentHashMap<>();

    private RecordLimits(int maxRequestSize, boolean compressed, ClusterFacts facts) {
        this.maxRequestSize = maxRequestSize;
        this.compressed = compressed;
        facts.topics().forEach((topic, fact) -> ofTopics.put(topic, fact.maxMessageBytes()));
    }

    /** What the user says, else what the largest topic takes: a record that could be read can be written then, too. */
    static RecordLimits of(AppDefinition app, ClusterFacts facts) {
        Map<String, Object> config = app.clients().forProducer();
        int largest = facts.topics().values().stream()
                .mapToInt(TopicFacts::maxMessageBytes)
                .filter(bytes -> bytes != Integer.MAX_VALUE)
                .reduce(DEFAULT_OF_KAFKA, Math::max);
        String said = String.valueOf(config.get(ProducerConfig.MAX_REQUEST_SIZE_CONFIG))
                .strip();
        Object compression = config.getOrDefault(ProducerConfig.COMPRESSION_TYPE_CONFIG, "none");
        int bytes = said.matches("\\d{1,9}") ? Integer.parseInt(said) : largest;
        return new RecordLimits(bytes, !compression.equals("none"), facts);
    }

    /** What a request of this client may have. */
    int maxRequestSize() {
        return maxRequestSize;
    }

    /** Whether a record fits uncompressed; topics count the compressed bytes, which nobody but the broker knows. */
    boolean fits(ProducerRecord<byte[], byte[]> record) {
        int size = RecordSize.atMost(record);
        int ofTopic = compressed ? Integer.MAX_VALUE : ofTopics.getOrDefault(record.topic(), Integer.MAX_VALUE);
        return size <= maxRequestSize && size <= ofTopic;
    }

    /** Learns what topics take now; throws Kafka's exceptions. */
    void look(ClusterTopicLookup lookup) {
        ofTopics.putAll(lookup.numbers(ofTopics.keySet(), TopicConfig.MAX_MESSAGE_BYTES_CONFIG));
    }
}
