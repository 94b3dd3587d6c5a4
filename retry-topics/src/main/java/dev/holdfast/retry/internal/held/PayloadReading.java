package dev.holdfast.retry.internal.held;

import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Reads payloads again whose turn has come or will soon. */
final class PayloadReading implements HeldReading {
    private final EntryFormat format;
    private final Taker taker;
    private final TreeMap<Long, Long> wanted = new TreeMap<>();

    /** Takes what was read, on the reader's thread. */
    interface Taker {
        /** A record. */
        void read(ConsumerRecord<byte[], byte[]> record);

        /** One can't be read, so its partition can't go on. */
        void failed(RuntimeException cause);
    }

    PayloadReading(EntryFormat format, Taker taker) {
        this.format = format;
        this.taker = taker;
    }

    void want(long place, long offset) {
        wanted.put(place, offset);
    }

    @Override
    public long next() {
        return wanted.isEmpty() ? -1 : wanted.firstKey();
    }

    @Override
    public void entry(ConsumerRecord<byte[], byte[]> entry) {
        Long offset = wanted.remove(entry.offset());
        byte @Nullable [] value = entry.value();
        if (offset != null) {
            if (value == null) {
                throw new CorruptEntryException("the held record of source offset " + offset + " has no contents");
            }
            taker.read(format.readPayload(offset, value));
        }
    }

    @Override
    public void readTo(long position) {
        if (!wanted.isEmpty() && wanted.firstKey() < position) {
            throw new CorruptEntryException("the held record of source offset "
                    + wanted.firstEntry().getValue() + " is not where it was written: it was deleted by somebody else");
        }
    }

    @Override
    public void failed(RuntimeException cause) {
        wanted.clear();
        taker.failed(cause);
    }
}
