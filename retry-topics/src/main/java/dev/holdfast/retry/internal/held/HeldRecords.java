package dev.holdfast.retry.internal.held;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which records of one source partition are held, and which of them may be tried: for each key the oldest, by source
 * offset and by nothing else.
 *
 * <p>It is changed when what a step writes has been handed over, so it runs ahead of what is committed. It therefore also
 * remembers what is still to be committed, and tells from where on the held topic has to be read to rebuild it: that may
 * only move with what is committed. Not thread-safe, but for {@link #isHeld} and {@link #isEmpty}.
 */
final class HeldRecords {
    private final ConcurrentHashMap<HeldKey, HeldQueue> keys = new ConcurrentHashMap<>();
    private final Map<Long, Long> arriving = new HashMap<>();
    private final Map<Long, Long> leaving = new HashMap<>();
    private final Set<Long> leftEarly = new HashSet<>();
    private final TreeMap<Long, Integer> lowestLeaving = new TreeMap<>();
    private long end;
    private long records;
    private long bytes;
    private long commandsFrom;

    /** What is to be done with a record of the source whose turn has come. */
    enum Arrival {
        /** Its key is free: it is tried. */
        RUNS,
        /** Its key is held: it is held behind the youngest of its key. */
        FOLLOWS,
        /** It is held already: it was read once more and counts as done. */
        IS_HELD,
        /** Its key is held by younger ones, so it has been done before: it waits where it is until the key is free. */
        WAITS
    }

    /**
     * Begins with nothing held.
     *
     * @param end where in the held topic the next entry will stand at the earliest
     */
    HeldRecords(long end) {
        this.end = end;
    }

    /** Whether records of a key have to wait. Any thread. */
    boolean isHeld(HeldKey key) {
        return keys.containsKey(key);
    }

    /** Whether nothing is held. Any thread. */
    boolean isEmpty() {
        return keys.isEmpty();
    }

    /** The held records of each key. */
    Map<HeldKey, HeldQueue> keys() {
        return keys;
    }

    /** Where records may stand that are on their way from {@link #arriving} to {@link #hold}, by source offset. */
    Map<Long, Long> arrivingPlaces() {
        return arriving;
    }

    /** Where records stand that are done, but not as far as is committed, by source offset. */
    Map<Long, Long> leavingPlaces() {
        return leaving;
    }

    /** The records whose end is committed, and {@link #resolved} has not been called. */
    Set<Long> leftEarly() {
        return leftEarly;
    }

    /** Where in the held topic the next entry will stand at the earliest. */
    long end() {
        return end;
    }

    @Nullable
    HeldQueue queue(HeldKey key) {
        return keys.get(key);
    }

    long records() {
        return records;
    }

    /** The bytes of all held records. */
    long bytes() {
        return bytes;
    }

    Arrival arrives(HeldKey key, long offset) {
        HeldQueue queue = keys.get(key);
        if (queue == null) {
            return Arrival.RUNS;
        }
        if (offset > queue.last()) {
            return Arrival.FOLLOWS;
        }
        return queue.indexOf(offset) >= 0 ? Arrival.IS_HELD : Arrival.WAITS;
    }

    /** The payload of a record is about to be handed over; it may be committed before {@link #hold} is called. */
    void arriving(long offset) {
        arriving.put(offset, Places.from(end));
    }

    /**
     * A record is held from now on; its payload was handed over after {@link #arriving}.
     *
     * @param key its key
     * @param offset its source offset
     * @param size its bytes
     * @param schedule why, if it failed; null if it follows
     * @return whether it is the first of its key
     */
    boolean hold(HeldKey key, long offset, int size, @Nullable Schedule schedule) {
        long place = Objects.requireNonNull(arriving.remove(offset), "a record arrives before it is held");
        HeldQueue held = keys.get(key);
        boolean first = held == null;
        HeldQueue queue = held == null ? new HeldQueue() : held;
        if (!queue.add(offset, place, size)) {
            throw new IllegalStateException("offset " + offset + " is held already");
        }
        if (first) {
            queue.schedule(schedule);
            keys.put(key, queue);
        }
        records++;
        bytes += size;
        return first;
    }

    /** Whether a record is the oldest of its key and not being tried; if so it counts as being tried from now on. */
    boolean begins(HeldKey key, long offset) {
        HeldQueue queue = keys.get(key);
        if (queue == null || queue.head() != offset || queue.isTried()) {
            return false;
        }
        queue.tried(true);
        return true;
    }

    /** Whether a record is the oldest of its key. */
    boolean isFirst(HeldKey key, long offset) {
        HeldQueue queue = keys.get(key);
        return queue != null && queue.head() == offset;
    }

    /** Whether an operator has said that the first of a key does not stay held. */
    boolean isReleased(HeldKey key) {
        HeldQueue queue = keys.get(key);
        Schedule schedule = queue == null ? null : queue.schedule();
        return schedule != null && schedule.released();
    }

    /** The first of a key failed again; its new schedule was handed over. */
    void failedAgain(HeldKey key, long offset, Schedule schedule) {
        HeldQueue queue = first(key, offset);
        queue.tried(false);
        queue.schedule(schedule);
    }

    /**
     * The first of a key is done; what that writes was handed over.
     *
     * @return whether others of its key are held, of which the first may be tried at once; else the key is free
     */
    boolean resolved(HeldKey key, long offset) {
        HeldQueue queue = first(key, offset);
        if (!leftEarly.remove(offset)) {
            long lowest = Places.lowest(queue.place(0));
            leaving.put(offset, lowest);
            lowestLeaving.merge(lowest, 1, Integer::sum);
        }
        records--;
        bytes -= queue.bytes(0);
        if (queue.size() == 1) {
            keys.remove(key);
            return false;
        }
        queue.remove(0);
        queue.tried(false);
        queue.schedule(null);
        return true;
    }

    /** What a step of a record writes when it is done. */
    HeldStep resolution(HeldKey key, long offset) {
        return first(key, offset).schedule() == null ? HeldStep.RESOLVED_AT_ONCE : HeldStep.RESOLVED;
    }

    private HeldQueue first(HeldKey key, long offset) {
        HeldQueue queue = keys.get(key);
        if (queue == null || queue.head() != offset) {
            throw new IllegalStateException("offset " + offset + " is not the first held record of its key");
        }
        return queue;
    }

    /** The payload of a record is committed and stands at a known place. */
    void placed(HeldKey key, long offset, long place) {
        end = Math.max(end, place + 1);
        if (arriving.replace(offset, place) != null) {
            return;
        }
        HeldQueue queue = keys.get(key);
        int index = queue == null ? -1 : queue.indexOf(offset);
        if (queue != null && index >= 0) {
            queue.place(index, place);
        }
    }

    /** That a record is done is committed; {@link #resolved} may still have to be called. */
    void left(long offset) {
        Long place = leaving.remove(offset);
        if (place == null) {
            leftEarly.add(offset);
        } else {
            lowestLeaving.computeIfPresent(place, (lowest, count) -> count == 1 ? null : count - 1);
        }
    }

    /** From where on the held topic has to be read to find everything that is held as far as is committed. */
    long restoreFrom() {
        long lowest = lowestLeaving.isEmpty() ? end : Math.min(end, lowestLeaving.firstKey());
        for (long place : arriving.values()) {
            lowest = Math.min(lowest, Places.lowest(place));
        }
        for (HeldQueue queue : keys.values()) {
            lowest = Math.min(lowest, queue.lowestPlace());
        }
        return lowest;
    }

    /** Takes a record in as it was read from the held topic. */
    void restore(HeldKey key, long offset, long place, int size) {
        if (keys.computeIfAbsent(key, unheld -> new HeldQueue()).add(offset, place, size)) {
            records++;
            bytes += size;
        }
    }

    /** The held topic says what came of a command. */
    void restoreCommand(long command) {
        commandsFrom = Math.max(commandsFrom, command + 1);
    }

    /** The first command of which the held topic, as far as it was restored, does not say what came of it. */
    long commandsFrom() {
        return commandsFrom;
    }

    /** Takes a record out again, because the held topic says that it is done. */
    void restoredAsDone(HeldKey key, long offset) {
        HeldQueue queue = keys.get(key);
        int index = queue == null ? -1 : queue.indexOf(offset);
        if (queue != null && index >= 0) {
            records--;
            bytes -= queue.bytes(index);
            queue.remove(index);
            if (queue.isEmpty()) {
                keys.remove(key);
            }
        }
    }
}
