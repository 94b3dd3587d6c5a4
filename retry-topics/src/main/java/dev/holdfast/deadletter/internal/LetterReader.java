package dev.holdfast.deadletter.internal;

import java.time.Duration;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/** Reads the dead letters of a partition and what the log says of them, for one caller at a time. */
public final class LetterReader implements AutoCloseable {
    private final DeadLetterTopics topics;
    private final Consumer<byte[], byte[]> consumer;
    private final PartitionScan scan;
    private final String log;
    private final int logPartitions;

    /**
     * Connects.
     *
     * @param clients makes the consumer
     * @param topics the cluster's topics, closed by their owner
     * @param log the log's name
     * @param logPartitions how many partitions the log has; 0 if there is none, and so nothing was done yet
     * @param patience how long a read may stand still
     */
    public LetterReader(Clients clients, DeadLetterTopics topics, String log, int logPartitions, Duration patience) {
        this.topics = topics;
        this.log = log;
        this.logPartitions = logPartitions;
        this.consumer = clients.consumer();
        this.scan = new PartitionScan(consumer, clients.bootstrapServers(), patience);
    }

    /**
     * Reads a partition of the log to the end that it has now. Records of a transaction that is still open are waited for:
     * what is committed and not readable yet must not be missed.
     *
     * @param topicId the dead-letter topic's id
     * @param partition the partition
     * @param wanted the offset of the dead letter whose whole history is wanted; negative for none
     * @return how the partition's dead letters stand
     */
    public PartitionLog log(Uuid topicId, int partition, long wanted) {
        PartitionLog read = new PartitionLog(topicId, partition, wanted);
        if (partition < logPartitions) {
            TopicPartition from = new TopicPartition(log, partition);
            scan.read(from, topics.beginning(from), topics.end(from), record -> {
                read.read(record);
                return true;
            });
        }
        return read;
    }

    /**
     * Reads dead letters.
     *
     * @param partition where
     * @param from the first offset
     * @param end the offset to stop before
     * @param visitor takes them one after the other, until it returns false
     * @return false if the visitor had enough
     */
    public boolean letters(
            TopicPartition partition, long from, long end, Predicate<ConsumerRecord<byte[], byte[]>> visitor) {
        long begin = Math.max(from, topics.beginning(partition));
        return begin >= end || scan.read(partition, begin, end, visitor);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
