package dev.holdfast.retry.internal.held;

import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Reads what is held when a partition is taken over. */
final class RestoreReading implements HeldReading {
    private final EntryFormat format;
    private final CompletableFuture<HeldRecords> done;
    private final long end;
    private final HeldRestore restore;
    private long next;

    RestoreReading(EntryFormat format, long from, long end, CompletableFuture<HeldRecords> done) {
        this.format = format;
        this.done = done;
        this.end = end;
        this.restore = new HeldRestore(end);
        this.next = from;
        finishIfAtEnd();
    }

    @Override
    public long next() {
        return done.isDone() ? -1 : next;
    }

    @Override
    public void entry(ConsumerRecord<byte[], byte[]> entry) {
        byte @Nullable [] key = entry.key();
        if (entry.offset() >= end || key == null) {
            return;
        }
        EntryKey of = EntryKey.read(key);
        byte @Nullable [] value = entry.value();
        if (of.kind() == EntryKey.PAYLOAD) {
            if (value == null) {
                restore.noPayload(of.offset());
            } else {
                byte @Nullable [] recordKey =
                        format.readPayload(of.offset(), value).key();
                restore.payload(HeldKey.of(recordKey, of.offset()), of.offset(), entry.offset(), value.length);
            }
        } else if (of.kind() == EntryKey.SCHEDULE) {
            if (value == null) {
                restore.noSchedule(of.offset());
            } else {
                restore.schedule(of.offset(), format.readSchedule(of.offset(), value));
            }
        } else if (of.kind() == EntryKey.COMMAND) {
            restore.answer(of.offset());
        }
    }

    @Override
    public void readTo(long position) {
        next = position;
        finishIfAtEnd();
    }

    private void finishIfAtEnd() {
        if (next >= end && !done.isDone()) {
            done.complete(restore.held());
        }
    }

    @Override
    public void failed(RuntimeException cause) {
        done.completeExceptionally(cause);
    }
}
