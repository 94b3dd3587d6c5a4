package dev.holdfast.deadletter;

import java.util.List;

/**
 * Some dead letters, by partition, then offset.
 *
 * @param letters the dead letters
 * @param more whether there are more: {@link DeadLetterFilter#after} the last one lists the next page
 */
public record DeadLetterList(List<DeadLetter> letters, boolean more) {
    /** Copies the list. */
    public DeadLetterList {
        letters = List.copyOf(letters);
    }
}
