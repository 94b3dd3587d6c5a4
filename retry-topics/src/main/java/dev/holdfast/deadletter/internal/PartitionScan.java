package dev.holdfast.deadletter.internal;

import dev.holdfast.ClusterUnavailableException;
import java.time.Duration;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Reads a stretch of a partition record by record; only what one fetch brings is in memory. */
final class PartitionScan {
    private static final Duration POLL = Duration.ofMillis(500);

    private final Consumer<byte[], byte[]> consumer;
    private final String bootstrapServers;
    private final Duration patience;

    /** Gives up when the reader did not get any further for the time of its patience. */
    PartitionScan(Consumer<byte[], byte[]> consumer, String bootstrapServers, Duration patience) {
        this.consumer = consumer;
        this.bootstrapServers = bootstrapServers;
        this.patience = patience;
    }

    /**
     * Reads committed records from one offset to another, or until the visitor has enough. An open transaction before the
     * end is waited for.
     *
     * @return whether the end was reached, not only the visitor satisfied
     */
    boolean read(TopicPartition partition, long from, long end, Predicate<ConsumerRecord<byte[], byte[]>> visitor) {
        consumer.assign(Set.of(partition));
        consumer.seek(partition, from);
        long next = from;
        long begin = System.nanoTime();
        while (next < end) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL).records(partition)) {
                // Again what was read already: the partition was cut off below the reader, which then begins anew.
                if (record.offset() < next) {
                    continue;
                }
                if (record.offset() >= end) {
                    return true;
                }
                next = record.offset() + 1;
                if (!visitor.test(record)) {
                    return false;
                }
                begin = System.nanoTime();
            }
            long position = consumer.position(partition);
            if (position > next) {
                next = position;
                begin = System.nanoTime();
            } else if (System.nanoTime() - begin > patience.toNanos()) {
                throw new ClusterUnavailableException(
                        bootstrapServers,
                        "reading " + partition + " stands at offset " + next + " of " + end + " since "
                                + patience.toSeconds()
                                + " s: its leader does not answer, or a transaction is open there",
                        null);
            }
        }
        return true;
    }
}
