package dev.holdfast.internal.commit;

import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * A transactional producer and whether it may be used. Its calls block for up to {@code max.block.ms} and throw what
 * Kafka throws. Confined to the committer's thread.
 */
final class TransactionalOutput {
    private final ReplaceableProducer producer;
    private boolean ready;

    TransactionalOutput(ReplaceableProducer producer) {
        this.producer = producer;
    }

    boolean isReady() {
        return ready;
    }

    /** Becomes the only producer of its id: whatever an earlier one left open is decided when this returns. */
    void init() {
        producer.get().initTransactions();
        ready = true;
    }

    void begin() {
        producer.get().beginTransaction();
    }

    void send(ProducerRecord<byte[], byte[]> write, Callback answer) {
        Future<RecordMetadata> unused = producer.get().send(write, answer);
    }

    void addOffsets(Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata group) {
        producer.get().sendOffsetsToTransaction(offsets, group);
    }

    void commit() {
        producer.get().commitTransaction();
    }

    void abort() {
        producer.get().abortTransaction();
    }

    void discard() {
        ready = false;
        producer.discard();
    }
}
