package dev.holdfast.connect.redis;

import dev.holdfast.connect.Payloads;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * How keys of Redis are made of records. In a cluster each key must have the tag of its partition, as the key of the
 * partition's offset has: a script can touch keys of one slot only.
 *
 * @param text a text with placeholders
 */
record KeyTemplate(String text) {
    private static final String TOPIC = "${topic}";
    private static final String PARTITION = "${partition}";
    private static final String KEY = "${key}";

    /** What Redis takes the slot from, since no name of a topic has braces. */
    private static final String TAG = "{" + TOPIC + "-" + PARTITION + "}";

    /** Whether all keys of a partition are in one slot with its offset. */
    boolean hasTag() {
        int tag = text.indexOf(TAG);
        if (tag < 0) {
            return false;
        }
        String before = text.substring(0, tag);
        return !before.contains(KEY)
                && !before.replace(TOPIC, "").replace(PARTITION, "").contains("{");
    }

    /** Whether each key of a record has a key of Redis. */
    boolean hasKey() {
        return text.contains(KEY);
    }

    String of(SinkRecord record) {
        String made = text.replace(TOPIC, record.originalTopic())
                .replace(PARTITION, Integer.toString(record.originalKafkaPartition()));
        if (!hasKey()) {
            return made;
        }
        String key = Payloads.text(record.key());
        if (key == null) {
            throw new DataException("The record has no key that is text, bytes or a number");
        }
        return made.replace(KEY, key);
    }

    /** The key of a partition's offset. */
    static String ofOffset(String connector, String topic, int partition) {
        return "holdfast:offset:" + connector.replace('{', '_') + ":{" + topic + "-" + partition + "}";
    }
}
