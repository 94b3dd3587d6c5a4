package dev.holdfast.internal.lifecycle;

import dev.holdfast.internal.definition.AppDefinition;
import dev.holdfast.internal.invoke.RecordSize;
import dev.holdfast.internal.topic.ClusterFacts;
import dev.holdfast.internal.topic.TopicFacts;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * How large a record may be, as far as the start has shown.
 *
 * @param maxRequestSize the producers' {@code max.request.size}
 * @param compressed whether producers compress: topics then count fewer bytes than the record has
 * @param facts the topics
 */
record RecordLimits(int maxRequestSize, boolean compressed, ClusterFacts facts) {
    private static final int DEFAULT_OF_KAFKA = 1024 * 1024;

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

    boolean fits(ProducerRecord<byte[], byte[]> record) {
        int size = RecordSize.atMost(record);
        int ofTopic =
                facts.topic(record.topic()).map(TopicFacts::maxMessageBytes).orElse(Integer.MAX_VALUE);
        return size <= maxRequestSize && (compressed || size <= ofTopic);
    }
}
