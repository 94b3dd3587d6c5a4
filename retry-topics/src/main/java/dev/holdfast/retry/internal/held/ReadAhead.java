package dev.holdfast.retry.internal.held;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Asks for the payloads of held records whose turn has come or will soon. Guarded by its lane's lock. */
final class ReadAhead {
    /** How many records of a key are read ahead of the one that is tried. */
    private static final int READ_AHEAD = 2_000;

    private static final long READ_AHEAD_BYTES = 4L * 1024 * 1024;

    private final PayloadSource source;
    private final Payloads payloads;
    private final Set<Long> asked = new HashSet<>();

    /** Asks for payloads. */
    interface PayloadSource {
        /** Reads what stands at places; both arrays belong to each other. */
        void read(long[] places, long[] offsets);
    }

    ReadAhead(PayloadSource source, Payloads payloads) {
        this.source = source;
        this.payloads = payloads;
    }

    /** A payload that was asked for is there. */
    void came(long offset) {
        asked.remove(offset);
    }

    /** Asks for the payload of the first record, and for those behind it when half of the last ones are used up. */
    void from(HeldQueue queue) {
        List<Integer> missing = new ArrayList<>();
        if (isMissing(queue, 0)) {
            missing.add(0);
        }
        int ahead = Math.max(1, queue.firstBehind(queue.askedTo()));
        if (ahead <= READ_AHEAD / 2 && payloads.mayReadAhead()) {
            long bytes = 0;
            int index = ahead;
            for (; index < queue.size() && index < READ_AHEAD && bytes < READ_AHEAD_BYTES; index++) {
                bytes += queue.bytes(index);
                if (isMissing(queue, index)) {
                    missing.add(index);
                }
            }
            if (index > ahead) {
                queue.askedTo(queue.offset(index - 1));
            }
        }
        if (!missing.isEmpty()) {
            long[] places = missing.stream().mapToLong(queue::place).toArray();
            long[] offsets = missing.stream().mapToLong(queue::offset).toArray();
            for (long offset : offsets) {
                asked.add(offset);
            }
            source.read(places, offsets);
        }
    }

    private boolean isMissing(HeldQueue queue, int index) {
        long offset = queue.offset(index);
        return Places.isKnown(queue.place(index)) && !payloads.has(offset) && !asked.contains(offset);
    }
}
