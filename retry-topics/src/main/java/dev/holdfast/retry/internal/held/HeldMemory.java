package dev.holdfast.retry.internal.held;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How much of the heap the lanes of one consumer may use together for held records: for payloads, and for steps that are
 * done and not committed yet. What goes beyond waits or is read again; nothing is dropped. Thread-safe.
 */
final class HeldMemory {
    private static final int STEPS = 16_384;

    /** What a lane may have whatever the others do. It is woken by its own commits, so it needs some to wait for. */
    private static final int STEPS_OF_A_LANE = 512;

    private final long mostPayloadBytes;
    private final AtomicLong payloadBytes = new AtomicLong();
    private final AtomicInteger steps = new AtomicInteger();

    /**
     * Creates it with nothing used.
     *
     * @param mostPayloadBytes how much payloads may take beyond what is read for the first record of a key
     */
    HeldMemory(long mostPayloadBytes) {
        this.mostPayloadBytes = mostPayloadBytes;
    }

    /** With what this JVM has: 32 MiB for payloads, in a small heap an eighth of it. */
    static HeldMemory ofThisJvm() {
        return new HeldMemory(Math.min(32L * 1024 * 1024, Runtime.getRuntime().maxMemory() / 8));
    }

    /** Payloads came or went. */
    void payloads(long bytes) {
        payloadBytes.addAndGet(bytes);
    }

    /** Whether payloads may be read before they are needed. */
    boolean mayReadAhead() {
        return payloadBytes.get() <= mostPayloadBytes;
    }

    /** Whether payloads may stay from when they came: what waits behind a key for long must not keep others from being read. */
    boolean mayKeep() {
        return payloadBytes.get() <= mostPayloadBytes / 4 * 3;
    }

    /** Steps were done, or are committed. */
    void steps(int count) {
        steps.addAndGet(count);
    }

    /** Whether a lane that has so many steps to be committed may do another one before. */
    boolean mayRunAhead(int ofTheLane) {
        return ofTheLane < STEPS_OF_A_LANE || steps.get() < STEPS;
    }
}
