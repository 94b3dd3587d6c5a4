package dev.holdfast.retry.held;

import dev.holdfast.Message;
import dev.holdfast.testkit.TestTopics;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Records whose values say their number within their key, so that a ledger of what was handled shows its order. */
final class KeyedFeed {
    private final String topic;
    private final int keys;
    private int written;

    KeyedFeed(String topic, int keys) {
        this.topic = topic;
        this.keys = keys;
    }

    /** Writes so many more, to all keys in turn. */
    void write(TestTopics topics, int records) {
        List<ProducerRecord<byte[], byte[]>> all = new ArrayList<>();
        for (int i = 0; i < records; i++, written++) {
            all.add(new ProducerRecord<>(topic, bytes("k" + written % keys), bytes(Integer.toString(written / keys))));
        }
        topics.publish(all);
    }

    int written() {
        return written;
    }

    /** What is wrong with a ledger: each key's numbers must be there once, in their order. */
    List<String> breaks(List<? extends ConsumerRecord<?, ?>> ledger) {
        Map<Object, Integer> next = new HashMap<>();
        List<String> breaks = new ArrayList<>();
        for (ConsumerRecord<?, ?> record : ledger) {
            int number = Integer.parseInt(String.valueOf(record.value()));
            int expected = next.getOrDefault(record.key(), 0);
            if (number != expected) {
                breaks.add(record.key() + ": " + number + " instead of " + expected);
            }
            next.merge(record.key(), number + 1, Math::max);
        }
        return breaks;
    }

    /** Whether an attempt at a record fails: one record in ten does, at its first one or two attempts. */
    static boolean fails(Message<String, String> message, int attempt) {
        int hash = Math.floorMod((message.key() + "/" + message.value()).hashCode() * 31, 1000);
        return hash % 10 == 0 && attempt <= 1 + hash / 10 % 2;
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
