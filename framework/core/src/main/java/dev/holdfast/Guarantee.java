package dev.holdfast;

/**
 * What a consumer group promises about what its handlers write to Kafka. Side effects outside of Kafka happen at least
 * once under either: a handler whose process dies is called again for the records that were not committed.
 */
public enum Guarantee {
    /**
     * What handlers emit and the offsets of the records that they handled are committed in one transaction, together or
     * not at all: readers of committed records see each output once. The default.
     */
    EXACTLY_ONCE,
    /**
     * Offsets are committed once all that was emitted for their records is acknowledged: nothing is lost, but after a
     * crash, or a broken connection at the wrong moment, outputs may stand in their topics twice.
     */
    AT_LEAST_ONCE
}
