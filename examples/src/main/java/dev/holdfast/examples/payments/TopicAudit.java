package dev.holdfast.examples.payments;

import dev.holdfast.CodecException;
import dev.holdfast.codec.CodecFactory;
import dev.holdfast.json.JsonCodecs;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads topics from where a run began to their ends, as any reader of committed records would see them. */
final class TopicAudit {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final long SILENCE_NANOS = Duration.ofSeconds(30).toNanos();

    private final String bootstrapServers;
    private final PaymentIds ids;
    private final CodecFactory codecs = JsonCodecs.defaults();

    TopicAudit(String bootstrapServers, PaymentIds ids) {
        this.bootstrapServers = bootstrapServers;
        this.ids = ids;
    }

    void requested(Map<TopicPartition, Long> from, Findings findings) {
        read(from, record -> {
            int number = numberOf(record);
            if (number >= 0) {
                findings.requested(number, record.partition() + "-" + record.offset());
            }
        });
    }

    /** Payments that the group has not finished with, in whichever of its topics they are. */
    void waiting(Map<TopicPartition, Long> from, Findings findings) {
        read(from, record -> {
            int number = numberOf(record);
            if (number >= 0) {
                findings.waiting(number);
            }
        });
    }

    private int numberOf(ConsumerRecord<byte[], byte[]> record) {
        try {
            return ids.numberOf(decode(record, Payment.class).id());
        } catch (CodecException e) {
            return ids.numberOf(Payment.idIn(record.value())); // the broken client's, which handlers can't read
        }
    }

    void settled(Map<TopicPartition, Long> from, Findings findings) {
        read(from, record -> {
            Settlement settlement = decode(record, Settlement.class);
            int number = ids.numberOf(settlement.paymentId());
            if (number >= 0) {
                findings.settled(number, settlement);
            }
        });
    }

    private <T> T decode(ConsumerRecord<byte[], byte[]> record, Class<T> type) {
        return codecs.codec(type, CodecFactory.Part.VALUE)
                .map(codec -> type.cast(codec.decode(record.topic(), record.headers(), record.value())))
                .orElseThrow();
    }

    private void read(Map<TopicPartition, Long> from, Consumer<ConsumerRecord<byte[], byte[]>> reader) {
        Map<String, Object> config = Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "isolation.level",
                "read_committed",
                "enable.auto.commit",
                false,
                "max.poll.records",
                5_000);
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(from.keySet());
            from.forEach(consumer::seek);
            Map<TopicPartition, Long> left = new HashMap<>(consumer.endOffsets(from.keySet()));
            long progressAt = System.nanoTime();
            while (!left.isEmpty()) {
                int before = left.size();
                var records = consumer.poll(POLL);
                records.forEach(reader);
                left.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
                if (!records.isEmpty() || left.size() < before) {
                    progressAt = System.nanoTime();
                } else if (System.nanoTime() - progressAt > SILENCE_NANOS) {
                    throw new IllegalStateException(
                            "nothing comes any more, though these are not at their end: " + left);
                }
            }
        }
    }
}
