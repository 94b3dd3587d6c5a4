package dev.holdfast.retry.internal.held;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is held of one partition, in figures.
 *
 * @param keys how many keys are held
 * @param records how many records, the first of each key included
 * @param bytes their bytes in the held topic
 * @param deepest the records of the key that has the most
 * @param oldestMillis for how long the key has been failing whose first failure is the oldest, in milliseconds; 0 for none
 * @param dueMillis when the first record of a key is due whose turn comes first, in milliseconds since 1970; -1 for none
 * @param overflows how often a record had to wait in memory because no more may be held
 */
record HeldFigures(
        long keys, long records, long bytes, long deepest, long oldestMillis, long dueMillis, long overflows) {
    static HeldFigures of(HeldRecords held, long overflows, Instant now) {
        long deepest = 0;
        Instant oldest = now;
        Instant due = Instant.MAX;
        for (HeldQueue queue : held.keys().values()) {
            deepest = Math.max(deepest, queue.size());
            Schedule schedule = queue.schedule();
            if (schedule != null && schedule.firstFailedAt().isBefore(oldest)) {
                oldest = schedule.firstFailedAt();
            }
            if (schedule != null && schedule.dueAt().isBefore(due)) {
                due = schedule.dueAt();
            }
        }
        return new HeldFigures(
                held.keys().size(),
                held.records(),
                held.bytes(),
                deepest,
                Duration.between(oldest, now).toMillis(),
                due.equals(Instant.MAX) ? -1 : due.toEpochMilli(),
                overflows);
    }

    /** By the names under which they stand in the state; with the time that the last takeover took. */
    Map<String, Long> byName(Duration restore) {
        Map<String, Long> figures = new LinkedHashMap<>();
        figures.put("held-keys", keys);
        figures.put("held-followers", records - keys);
        figures.put("held-bytes", bytes);
        figures.put("held-deepest", deepest);
        figures.put("held-oldest-ms", oldestMillis);
        if (dueMillis >= 0) {
            figures.put("held-due-ms", dueMillis);
        }
        figures.put("held-restore-ms", restore.toMillis());
        figures.put("held-overflows", overflows);
        return figures;
    }
}
