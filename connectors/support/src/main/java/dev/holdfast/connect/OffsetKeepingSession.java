package dev.holdfast.connect;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * One connection to a system that keeps, together with the records, the offset of the last one of each partition. Called by
 * the task thread only. What its methods throw means what {@link SinkSession} says.
 */
public interface OffsetKeepingSession extends AutoCloseable {
    /** Stands for the offset of a partition of which the system has nothing. */
    long NOTHING = -1;

    /**
     * Asks for offsets.
     *
     * @param partitions whose
     * @return the offset of the last record of each partition, without those that the system has nothing of
     * @throws Exception if the connection is lost
     */
    Map<TopicPartition, Long> stored(Collection<TopicPartition> partitions) throws Exception;

    /**
     * Writes records of one partition in their order, each or all of them together with the offset, provided that the system's
     * offset is still the one expected. A record that is refused is passed over, and the offset moves beyond it, after it was
     * noted.
     *
     * @param partition the partition, as Kafka has it
     * @param expected the offset that the system has; {@link #NOTHING} if it has none
     * @param records records with larger offsets
     * @param results where to note each record, in order
     * @return false if the offset was another one: what was not noted is not written, or was written by somebody else
     * @throws Exception if the connection is lost
     */
    boolean write(TopicPartition partition, long expected, List<SinkRecord> records, SinkSession.Results results)
            throws Exception;

    /** Gives the connection up. Does not throw and does not wait for long. */
    @Override
    void close();
}
