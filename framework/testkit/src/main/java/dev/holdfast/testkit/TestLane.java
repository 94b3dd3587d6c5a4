package dev.holdfast.testkit;

import dev.holdfast.Delivery;
import dev.holdfast.spi.PartitionLane;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/** The partition of a delivered record. Every record fits, since there is no topic that limits it. */
record TestLane(TopicPartition partition) implements PartitionLane {
    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public void submit(ConsumerRecord<byte[], byte[]> record, Delivery delivery) {
        throw DeliveredRecord.noEngine();
    }

    @Override
    public void write(List<ProducerRecord<byte[], byte[]>> records, Runnable written) {
        throw DeliveredRecord.noEngine();
    }

    @Override
    public boolean fits(ProducerRecord<byte[], byte[]> record) {
        return true;
    }

    @Override
    public void note(byte[] note) {}

    @Override
    public byte[] committedNote() {
        return new byte[0];
    }
}
