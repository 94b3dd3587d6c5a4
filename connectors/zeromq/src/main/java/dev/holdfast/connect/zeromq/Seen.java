package dev.holdfast.connect.zeromq;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The messages that a task was sent lately, over all of its sessions, so that one that is sent again is not written again.
 * Bounded; what is forgotten too early is written twice, which is allowed. For the task thread.
 */
final class Seen {
    private final Map<ByteBuffer, Entry> entries;

    Seen(int limit) {
        this.entries = new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<ByteBuffer, Entry> eldest) {
                return size() > limit;
            }
        };
    }

    /** What became of a message when it came before; if it is under way, its answer will go to where it came from now. */
    State of(Request request) {
        Entry entry = entries.get(request.identity());
        if (entry == null) {
            return State.NEW;
        }
        if (entry.underWay == null) {
            return State.WRITTEN;
        }
        entry.underWay.cameAgain(request);
        return State.UNDER_WAY;
    }

    void underWay(Request request) {
        entries.put(request.identity(), new Entry(request));
    }

    void written(Request request) {
        entries.put(request.identity(), new Entry(null));
    }

    void forget(Request request) {
        entries.remove(request.identity());
    }

    enum State {
        NEW,
        /** Its record was handed to Connect, and nobody has said yet that Kafka has it. */
        UNDER_WAY,
        WRITTEN
    }

    /** The message, only while it is under way: it holds the contents. */
    private record Entry(@Nullable Request underWay) {}
}
