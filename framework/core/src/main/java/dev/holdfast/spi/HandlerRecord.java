package dev.holdfast.spi;

import dev.holdfast.Delivery;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** One record on its way through a handler. Thread-safe. */
public interface HandlerRecord {
    /**
     * The record as it was read, in the original bytes.
     *
     * @return the record
     */
    ConsumerRecord<byte[], byte[]> record();

    /**
     * Where the record came from originally and which attempt this is.
     *
     * @return the delivery
     */
    Delivery delivery();

    /**
     * The partition in whose name the record is handled.
     *
     * @return the lane
     */
    PartitionLane lane();

    /**
     * Ends a {@link Admission#hold()}: the record is handled now, without being admitted again. May be called once, by
     * any thread; without effect if the lane has been closed.
     */
    void resume();

    /**
     * Ends a {@link Admission#hold()} without handling the record. May be called once, by any thread; without effect if
     * the lane has been closed.
     *
     * @param disposition what becomes of it; not {@link Disposition#unchanged}, which decides nothing
     * @throws IllegalStateException if the disposition decides nothing
     */
    void settle(Disposition disposition);
}
