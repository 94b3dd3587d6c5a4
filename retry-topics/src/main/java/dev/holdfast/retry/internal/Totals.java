package dev.holdfast.retry.internal;

import dev.holdfast.spi.Disposition;
import dev.holdfast.spi.WriteListener;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * What has become of a handler's failed records in one consumer since it was opened, by the names under which it stands in
 * the state. Thread-safe. Names are made for failed records only, which cost more than that anyhow. What can be known
 * before is there from the beginning with 0: whoever watches for growth does not see a count that begins with 1 grow.
 */
public final class Totals {
    /** What is said in place of a tier's number where records are held. */
    public static final String HELD = "held";

    private static final String RETRIED = "retried/";
    private static final String DEAD_LETTERED = "dead-lettered/";
    private static final String REDRIVEN = "redriven";
    private static final String LATE_RECORDS = "late-records/";
    private static final String LATE_MILLIS = "late-ms/";

    private static final List<String> REASONS = List.of(
            "retries-exhausted",
            "not-retryable",
            "rejected",
            "undecodable",
            "unencodable",
            "null-value",
            "too-large",
            "crash-loop",
            "malformed-headers");

    private final Map<String, LongAdder> byName = new ConcurrentHashMap<>();

    /** Counts for a handler with so many retry topics. */
    public Totals(int tiers) {
        REASONS.forEach(reason -> add(DEAD_LETTERED + reason, 0));
        for (int tier = 1; tier <= tiers; tier++) {
            add(RETRIED + tier, 0);
        }
    }

    /** A failed record waits for its next attempt in a retry topic or the held topic, and that is committed. */
    public void retried(String tier) {
        add(RETRIED + tier, 1);
    }

    /** A record is among the dead letters, and that is committed. */
    void deadLettered(String reason) {
        add(DEAD_LETTERED + reason, 1);
    }

    /** A redriven record was read. */
    void redriven() {
        add(REDRIVEN, 1);
    }

    /** A record's next attempt could begin so long after it was due. */
    public void began(String tier, Duration late) {
        add(LATE_RECORDS + tier, 1);
        add(LATE_MILLIS + tier, Math.max(0, late.toMillis()));
    }

    /** A disposition that counts itself when it is committed. */
    static Disposition counting(List<ProducerRecord<byte[], byte[]>> writes, Runnable count, String next) {
        WriteListener listener = offsets -> count.run();
        return Disposition.done(writes, listener, next);
    }

    private void add(String name, long count) {
        byName.computeIfAbsent(name, key -> new LongAdder()).add(count);
    }

    /** All of it. */
    public Map<String, Long> byName() {
        Map<String, Long> totals = new TreeMap<>();
        byName.forEach((name, total) -> totals.put(name, total.sum()));
        return totals;
    }
}
