package dev.holdfast.retry.internal.held;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Rebuilds {@link HeldRecords} from the entries of a held partition, read in the order of its log from
 * {@link HeldRecords#restoreFrom} on. The order of held records comes from their source offsets; the order of the log says
 * only which entry of the same kind and offset is the newest. Confined to one thread.
 */
final class HeldRestore {
    private final HeldRecords held;
    private final OffsetTable keysByOffset = new OffsetTable();
    private final Map<HeldKey, Integer> numbers = new HashMap<>();
    private final List<HeldKey> keys = new ArrayList<>();
    private final Map<Long, Schedule> schedules = new HashMap<>();

    /**
     * Begins.
     *
     * @param end the end of the log, up to which it is going to be read
     */
    HeldRestore(long end) {
        this.held = new HeldRecords(end);
    }

    /** An entry with a payload. */
    void payload(HeldKey key, long offset, long place, int size) {
        int number = numbers.computeIfAbsent(key, unseen -> {
            keys.add(unseen);
            return keys.size() - 1;
        });
        if (keysByOffset.put(offset, number)) {
            held.restore(keys.get(number), offset, place, size);
        }
    }

    /** An entry with a schedule. */
    void schedule(long offset, Schedule schedule) {
        schedules.put(offset, schedule);
    }

    /** An entry that takes a payload back. */
    void noPayload(long offset) {
        int number = keysByOffset.remove(offset);
        if (number >= 0) {
            held.restoredAsDone(keys.get(number), offset);
        }
    }

    /** An entry with what came of a command. */
    void answer(long command) {
        held.restoreCommand(command);
    }

    /** An entry that takes a schedule back. */
    void noSchedule(long offset) {
        schedules.remove(offset);
    }

    /**
     * What is held.
     *
     * @throws CorruptEntryException if a schedule has no payload: a record was lost from the held topic
     */
    HeldRecords held() {
        schedules.forEach((offset, schedule) -> {
            int number = keysByOffset.get(offset);
            if (number < 0) {
                throw new CorruptEntryException("the held topic has a schedule for source offset " + offset
                        + ", but not the record: it was deleted or compacted by somebody else");
            }
            HeldQueue queue = held.queue(keys.get(number));
            if (queue != null && queue.head() == offset) {
                queue.schedule(schedule);
            }
        });
        return held;
    }
}
