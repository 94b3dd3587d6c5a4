package dev.holdfast.retry.internal;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;

/** When the records of a retry topic's partition are due that were read and are not done. Thread-safe. */
final class Undone {
    private final Map<Long, Instant> dues = new ConcurrentHashMap<>();
    private final NavigableSet<Due> earliestFirst = new ConcurrentSkipListSet<>(Due.ORDER);

    private record Due(Instant at, long offset) {
        static final Comparator<Due> ORDER = Comparator.comparing(Due::at).thenComparingLong(Due::offset);
    }

    void read(long offset, Instant due) {
        if (dues.putIfAbsent(offset, due) == null) {
            earliestFirst.add(new Due(due, offset));
        }
    }

    void done(long offset) {
        Instant due = dues.remove(offset);
        if (due != null) {
            earliestFirst.remove(new Due(due, offset));
        }
    }

    /** The tier's number, how many records there are and, if they have to wait, when the first of them is due. */
    Map<String, Long> figures(int tier) {
        Map<String, Long> figures = new HashMap<>();
        figures.put("retry-tier", (long) tier);
        figures.put("retry-waiting", (long) dues.size());
        if (tier > 0) {
            earliestFirst.stream()
                    .findFirst()
                    .ifPresent(due -> figures.put("retry-due-ms", due.at().toEpochMilli()));
        }
        return figures;
    }
}
