package dev.holdfast.spi;

import dev.holdfast.Delivery;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/**
 * One partition for the time that this consumer owns it. When the partition comes back after it was lost, that is
 * another lane. All methods may be called by any thread; on a closed lane they have no effect.
 */
public interface PartitionLane {
    /**
     * The partition: of a handled topic, or of a derived topic that is subscribed.
     *
     * @return topic and partition
     */
    TopicPartition partition();

    /**
     * Whether the partition is still owned.
     *
     * @return false once it has been revoked or lost
     */
    boolean isOpen();

    /**
     * Has a record handled that was not polled from this partition, such as one that was stored after a failure. It
     * is admitted without being asked and routed as any other; the lane's offset does not depend on it. Calls for one
     * key must not overlap.
     *
     * @param record its bytes
     * @param delivery its origin and attempt
     */
    void submit(ConsumerRecord<byte[], byte[]> record, Delivery delivery);

    /**
     * Writes records in the lane's name, in their order and after all that was written for it before.
     *
     * @param records what to write
     * @param written runs on the committing thread when all are durable
     */
    void write(List<ProducerRecord<byte[], byte[]>> records, Runnable written);

    /**
     * Tells whether a record is small enough for its topic and for this client, as far as that is known: the topic's limit
     * as it was half a minute ago at most, and not at all while this client compresses, as only the broker can tell then.
     *
     * @param record a record to write
     * @return false if writing it would be refused
     */
    boolean fits(ProducerRecord<byte[], byte[]> record);

    /**
     * Stops the partition, visibly; other partitions go on. The first reason stays.
     *
     * @param reason what a person reads in the state
     */
    default void stop(String reason) {}

    /**
     * Tells the partition's topic from another of the same name.
     *
     * @return the topic's id; {@link Uuid#ZERO_UUID} where that is not known
     */
    default Uuid topicId() {
        return Uuid.ZERO_UUID;
    }

    /**
     * Sets a note that is committed with the lane's offset from the next commit on. If its first byte is not 0, records of
     * the partition that count as done wait elsewhere: the application does not start while no feature of the handler
     * {@linkplain HandlerFeature#readsNotes reads notes}.
     *
     * @param note at most 64 bytes, not changed afterwards; empty for none
     */
    void note(byte[] note);

    /**
     * The note that was committed last when this consumer took the partition over.
     *
     * @return the note; empty if there was none
     */
    byte[] committedNote();
}
