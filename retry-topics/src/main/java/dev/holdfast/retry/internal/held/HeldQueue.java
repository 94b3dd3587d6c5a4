package dev.holdfast.retry.internal.held;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The held records of one key, by source offset: 20 bytes for each, and room to grow. Their payloads are not here but in
 * the held topic. Not thread-safe.
 */
final class HeldQueue {
    private static final int SMALLEST = 1;

    private long[] offsets = new long[SMALLEST];
    private long[] places = new long[SMALLEST];
    private int[] sizes = new int[SMALLEST];
    private int first;
    private int end;
    private boolean isPlacedInOrder = true;
    private boolean tried;
    private long askedTo = -1;
    private @Nullable Schedule schedule;

    int size() {
        return end - first;
    }

    boolean isEmpty() {
        return first == end;
    }

    /** The oldest record's offset. */
    long head() {
        return offsets[first];
    }

    /** The youngest record's offset. */
    long last() {
        return offsets[end - 1];
    }

    /** The offset of the record behind so many. */
    long offset(int index) {
        return offsets[first + index];
    }

    /** Where the record behind so many stands in the held topic, see {@link Places}. */
    long place(int index) {
        return places[first + index];
    }

    int bytes(int index) {
        return sizes[first + index];
    }

    /** The oldest record's schedule; null if it has not failed yet. */
    @Nullable
    Schedule schedule() {
        return schedule;
    }

    void schedule(@Nullable Schedule next) {
        schedule = next;
    }

    /** Whether the oldest record is being tried now. */
    boolean isTried() {
        return tried;
    }

    void tried(boolean now) {
        tried = now;
    }

    /** The index of a record, or negative if it is not here. */
    int indexOf(long offset) {
        int found = Arrays.binarySearch(offsets, first, end, offset);
        return found < 0 ? -1 : found - first;
    }

    /** The index of the first record behind an offset. */
    int firstBehind(long offset) {
        int found = Arrays.binarySearch(offsets, first, end, offset);
        return (found < 0 ? -(found + 1) : found + 1) - first;
    }

    /** Up to which source offset payloads were asked for. */
    long askedTo() {
        return askedTo;
    }

    void askedTo(long offset) {
        askedTo = offset;
    }

    /** Adds a record at the place that its offset gives it; false if it is here already. */
    boolean add(long offset, long place, int bytes) {
        int at = isEmpty() || offset > last() ? end : Arrays.binarySearch(offsets, first, end, offset);
        if (at >= 0 && at < end) {
            return false;
        }
        makeRoom();
        int to = at < 0 ? insertion(offset) : end;
        System.arraycopy(offsets, to, offsets, to + 1, end - to);
        System.arraycopy(places, to, places, to + 1, end - to);
        System.arraycopy(sizes, to, sizes, to + 1, end - to);
        offsets[to] = offset;
        places[to] = place;
        sizes[to] = bytes;
        end++;
        isPlacedInOrder &= to == first || Places.lowest(places[to - 1]) <= Places.lowest(place);
        isPlacedInOrder &= to == end - 1 || Places.lowest(place) <= Places.lowest(places[to + 1]);
        return true;
    }

    private int insertion(long offset) {
        return -(Arrays.binarySearch(offsets, first, end, offset) + 1);
    }

    private void makeRoom() {
        if (end < offsets.length) {
            return;
        }
        int size = size();
        int capacity = first > offsets.length / 2 ? offsets.length : size + Math.max(1, size / 2);
        offsets = moved(offsets, capacity);
        places = moved(places, capacity);
        int[] moved = new int[capacity];
        System.arraycopy(sizes, first, moved, 0, size);
        sizes = moved;
        first = 0;
        end = size;
    }

    private long[] moved(long[] from, int capacity) {
        long[] to = new long[capacity];
        System.arraycopy(from, first, to, 0, size());
        return to;
    }

    /** Says where a record stands. */
    void place(int index, long place) {
        places[first + index] = place;
    }

    /** Takes a record out. */
    void remove(int index) {
        if (index == 0) {
            first++;
            return;
        }
        int from = first + index + 1;
        System.arraycopy(offsets, from, offsets, from - 1, end - from);
        System.arraycopy(places, from, places, from - 1, end - from);
        System.arraycopy(sizes, from, sizes, from - 1, end - from);
        end--;
    }

    /** The lowest place in the held topic at which a record of the key may stand. */
    long lowestPlace() {
        if (isPlacedInOrder) {
            return Places.lowest(places[first]);
        }
        long lowest = Long.MAX_VALUE;
        for (int i = first; i < end; i++) {
            lowest = Math.min(lowest, Places.lowest(places[i]));
        }
        return lowest;
    }
}
