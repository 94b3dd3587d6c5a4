package dev.holdfast.connect.nats;

import dev.holdfast.connect.UpstreamRecord;
import io.nats.client.Message;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The messages that a task was given lately, over all of its sessions, so that one that is delivered again is not written
 * again: because its acknowledgement was lost with a connection, or because its time was over while the task waited for
 * Kafka. Bounded; what is forgotten too early is written twice, which is allowed. For the task thread.
 */
final class Seen {
    private final Map<Identity, Entry> entries;

    Seen(int limit) {
        this.entries = new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Identity, Entry> eldest) {
                return size() > limit;
            }
        };
    }

    /** What became of a message when it was delivered before. */
    State of(Message message) {
        Entry entry = entries.get(Identity.of(message));
        if (entry == null) {
            return State.NEW;
        }
        return entry.underWay == null || entry.underWay.isWritten() ? State.WRITTEN : State.UNDER_WAY;
    }

    void underWay(UpstreamRecord<Message> record) {
        entries.put(Identity.of(record.message()), new Entry(record));
    }

    void done(UpstreamRecord<Message> record) {
        entries.put(Identity.of(record.message()), new Entry(null));
    }

    void forget(UpstreamRecord<Message> record) {
        entries.remove(Identity.of(record.message()));
    }

    enum State {
        NEW,
        /** Its record was handed to Connect, and nobody has said yet that Kafka has it. */
        UNDER_WAY,
        WRITTEN
    }

    /** Its number, and when the stream stored it: a stream that is created anew begins with the same numbers. */
    private record Identity(long sequence, Instant stored) {
        static Identity of(Message message) {
            return new Identity(
                    message.metaData().streamSequence(),
                    message.metaData().timestamp().toInstant());
        }
    }

    /** The record, only while it is under way: it holds the message's contents. */
    private record Entry(@Nullable UpstreamRecord<Message> underWay) {}
}
