package dev.holdfast.retry;

import java.util.List;

/**
 * Some held keys, by partition, then by the offset of their first record.
 *
 * @param keys the keys
 * @param total how many there are, those that are not listed included
 */
public record HeldKeyList(List<HeldKeyEntry> keys, int total) {
    /** Copies the list. */
    public HeldKeyList {
        keys = List.copyOf(keys);
    }
}
