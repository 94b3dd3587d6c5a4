package dev.holdfast.retry.internal.held;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads the commands of operators, as long as the partition is owned. */
final class CommandReading implements HeldReading {
    private final Taker taker;
    private long next;

    /** Takes what was read, on the reader's thread. */
    interface Taker {
        /** A command. */
        void command(ConsumerRecord<byte[], byte[]> record);

        /** None can be read any more. */
        void failed(RuntimeException cause);
    }

    CommandReading(long from, Taker taker) {
        this.next = from;
        this.taker = taker;
    }

    @Override
    public long next() {
        return next;
    }

    @Override
    public void entry(ConsumerRecord<byte[], byte[]> entry) {
        if (entry.offset() >= next) {
            taker.command(entry);
        }
    }

    @Override
    public void readTo(long position) {
        next = Math.max(next, position);
    }

    @Override
    public void failed(RuntimeException cause) {
        taker.failed(cause);
    }
}
