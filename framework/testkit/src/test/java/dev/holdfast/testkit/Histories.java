package dev.holdfast.testkit;

import dev.holdfast.Delivery;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/** Writes histories by hand. Records are numbered by their offsets. */
final class Histories {
    private final DeliveryHistory history = new DeliveryHistory();

    static DeliveryHistory of(int published, String handlings) {
        return new Histories().published(published, "key").handled(handlings).history();
    }

    Histories published(int records, @Nullable String key) {
        for (int offset = 1; offset <= records; offset++) {
            history.published(record(offset, key), at("source", offset));
        }
        return this;
    }

    /** Such as "1 2x 2 | 3 4": x for a failure, a bar where another instance takes over. */
    Histories handled(String handlings) {
        int owner = 1;
        for (String step : handlings.split(" ", -1)) {
            if (step.equals("|")) {
                owner++;
            } else {
                Handling handling = begin("app-" + owner, Integer.parseInt(step.replace("x", "")));
                if (step.endsWith("x")) {
                    handling.failed();
                } else {
                    handling.settled();
                }
            }
        }
        return this;
    }

    Handling begin(String owner, int offset) {
        return begin(owner, offset, 1, "value" + offset);
    }

    Handling begin(String owner, int offset, int attempt, String value) {
        Delivery delivery =
                new Delivery("source", 0, offset, Instant.EPOCH, new RecordHeaders(), attempt, Optional.empty());
        return history.began(owner, delivery, bytes("key"), bytes(value));
    }

    Histories emitted(int... sources) {
        for (int source : sources) {
            RecordHeaders headers = new RecordHeaders();
            headers.add(DeliveryHistory.SOURCE, bytes("source-0-" + source));
            int offset = history.emitted().size();
            history.emitted(new ConsumerRecord<>(
                    "out",
                    0,
                    offset,
                    0L,
                    TimestampType.CREATE_TIME,
                    0,
                    0,
                    new byte[0],
                    new byte[0],
                    headers,
                    Optional.empty()));
        }
        return this;
    }

    /** A dead letter with a value; the published ones have "value1" and so on. */
    Histories deadLettered(int offset, String value) {
        RecordHeaders headers = new RecordHeaders();
        headers.add("holdfast-origin-topic", bytes("source"));
        headers.add("holdfast-origin-partition", bytes("0"));
        headers.add("holdfast-origin-offset", bytes("" + offset));
        history.deadLettered(new ConsumerRecord<>(
                "dead",
                0,
                history.deadLettered().size(),
                0L,
                TimestampType.CREATE_TIME,
                0,
                0,
                bytes("key"),
                bytes(value),
                headers,
                Optional.empty()));
        return this;
    }

    DeliveryHistory history() {
        return history;
    }

    static ProducerRecord<byte[], byte[]> record(int offset, @Nullable String key) {
        return new ProducerRecord<>("source", key == null ? null : bytes(key), bytes("value" + offset));
    }

    static RecordMetadata at(String topic, int offset) {
        return new RecordMetadata(new TopicPartition(topic, 0), offset, 0, 0, 0, 0);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
