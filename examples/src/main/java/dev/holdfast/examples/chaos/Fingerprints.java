package dev.holdfast.examples.chaos;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What a reader saw of a topic, as one number a partition that depends on each record, its offset and their order. */
final class Fingerprints {
    private final Map<Integer, Long> byPartition = new TreeMap<>();
    private long records;

    void add(ConsumerRecord<byte[], byte[]> record) {
        long one = record.offset() * 31 + Arrays.hashCode(record.value());
        byPartition.merge(record.partition(), one, (all, next) -> (all * 0x9E3779B97F4A7C15L) + next);
        records++;
    }

    long records() {
        return records;
    }

    /** In how many partitions another reader saw something else. */
    int differences(Fingerprints other) {
        int differences = 0;
        for (int partition = 0; partition < Brokers.PARTITIONS; partition++) {
            if (!byPartition.getOrDefault(partition, 0L).equals(other.byPartition.getOrDefault(partition, 0L))) {
                differences++;
            }
        }
        return differences;
    }
}
