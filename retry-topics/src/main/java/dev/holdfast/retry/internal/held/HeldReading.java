package dev.holdfast.retry.internal.held;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Something that is read from a held partition. Confined to the reader's thread. */
interface HeldReading {
    /** Where to read next; negative if there is nothing to read any more. */
    long next();

    /** Takes an entry; entries come in the order of the log, but not all of them. */
    void entry(ConsumerRecord<byte[], byte[]> entry);

    /** Everything before an offset was read. */
    void readTo(long position);

    /** It can't be read. */
    void failed(RuntimeException cause);
}
