package dev.holdfast.internal.commit;

import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Where a record is written to: a partition, if the record names one, else whichever the producer chooses.
 *
 * @param topic the topic
 * @param partition the partition; {@link #ANY} if it is not named
 */
record Place(String topic, int partition) {
    /** Any partition of the topic, so all of them have to be well. */
    static final int ANY = -1;

    static Place of(ProducerRecord<byte[], byte[]> write) {
        Integer partition = write.partition();
        return new Place(write.topic(), partition == null ? ANY : partition);
    }

    @Override
    public String toString() {
        return partition == ANY ? "topic " + topic : "partition " + partition + " of topic " + topic;
    }
}
