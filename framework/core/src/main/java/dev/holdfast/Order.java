package dev.holdfast;

/** In which order a handler sees the records of one partition. */
public enum Order {
    /**
     * Records with equal key bytes are handled one after the other, in the order of their offsets, also while one of
     * them is tried again; records of different keys run side by side. Records without a key are not ordered.
     */
    KEY,
    /**
     * As {@link #KEY} until a record leaves for a retry topic: from then on later records of its key overtake it. The
     * same as {@link #KEY} for a handler that has no retry topics.
     */
    KEY_UNTIL_RETRY,
    /** Records of one partition are handled one after the other; a record that fails is tried again in place. */
    PARTITION,
    /** Records are handled side by side, in no order. */
    NONE
}
