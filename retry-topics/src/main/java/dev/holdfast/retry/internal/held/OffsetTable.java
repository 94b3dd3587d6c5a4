package dev.holdfast.retry.internal.held;

import java.util.Arrays;

/** A hash table from offsets to small numbers, 12 bytes a slot, half of them in use at most. Not thread-safe. */
final class OffsetTable {
    private static final int SMALLEST = 16;
    private static final int FREE = -1;

    private long[] offsets = new long[SMALLEST];
    private int[] numbers = filled(SMALLEST);
    private int size;

    private static int[] filled(int length) {
        int[] numbers = new int[length];
        Arrays.fill(numbers, FREE);
        return numbers;
    }

    int size() {
        return size;
    }

    /** Puts a number; false if the offset has one already, which stays. */
    boolean put(long offset, int number) {
        if (size >= numbers.length / 2) {
            grow();
        }
        int slot = slotOf(offset);
        if (numbers[slot] != FREE) {
            return false;
        }
        offsets[slot] = offset;
        numbers[slot] = number;
        size++;
        return true;
    }

    /** The number of an offset; negative if there is none. */
    int get(long offset) {
        return numbers[slotOf(offset)];
    }

    /** Takes an offset out; its number, or negative if there is none. */
    int remove(long offset) {
        int slot = slotOf(offset);
        int number = numbers[slot];
        if (number == FREE) {
            return FREE;
        }
        size--;
        closeGap(slot);
        return number;
    }

    /** Whatever was pushed beyond the gap by what stood there moves back, so that it is found again. */
    private void closeGap(int removed) {
        int mask = numbers.length - 1;
        int gap = removed;
        int slot = (gap + 1) & mask;
        while (numbers[slot] != FREE) {
            int home = home(offsets[slot], mask);
            if (((slot - home) & mask) >= ((slot - gap) & mask)) {
                offsets[gap] = offsets[slot];
                numbers[gap] = numbers[slot];
                gap = slot;
            }
            slot = (slot + 1) & mask;
        }
        numbers[gap] = FREE;
    }

    private int slotOf(long offset) {
        int mask = numbers.length - 1;
        int slot = home(offset, mask);
        while (numbers[slot] != FREE && offsets[slot] != offset) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private static int home(long offset, int mask) {
        long mixed = offset * 0x9E3779B97F4A7C15L;
        return (int) (mixed >>> 32) & mask;
    }

    private void grow() {
        long[] oldOffsets = offsets;
        int[] oldNumbers = numbers;
        offsets = new long[oldNumbers.length * 2];
        numbers = filled(oldNumbers.length * 2);
        for (int i = 0; i < oldNumbers.length; i++) {
            if (oldNumbers[i] != FREE) {
                int slot = slotOf(oldOffsets[i]);
                offsets[slot] = oldOffsets[i];
                numbers[slot] = oldNumbers[i];
            }
        }
    }
}
