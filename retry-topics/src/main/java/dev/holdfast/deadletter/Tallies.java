package dev.holdfast.deadletter;

import dev.holdfast.deadletter.DeadLetterCounts.By;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Counts dead letters in groups and stretches of time, with bounds on both: stretches double when there are too many. */
final class Tallies {
    private static final int MAX_GROUPS = 1_000;
    private static final int MAX_STRETCHES = 120;

    private final By by;
    private final Map<Optional<String>, Tally> tallies = new HashMap<>();
    private long stretchMs;
    private long total;
    private long others;

    Tallies(By by, Duration stretch) {
        this.by = by;
        this.stretchMs = Math.max(1, stretch.toMillis());
    }

    void add(Letter letter) {
        total++;
        Optional<String> name = name(letter.failure());
        Tally tally = tallies.get(name);
        if (tally == null) {
            if (tallies.size() == MAX_GROUPS) {
                others++;
                return;
            }
            tally = new Tally(letter);
            tallies.put(name, tally);
        }
        tally.add(letter.at());
        while (tally.trend.size() > MAX_STRETCHES) {
            stretchMs *= 2;
            tallies.values().forEach(Tally::widen);
        }
    }

    DeadLetterCounts counts() {
        List<DeadLetterGroup> groups = tallies.entrySet().stream()
                .map(entry -> entry.getValue().group(entry.getKey()))
                .sorted(Comparator.comparingLong(DeadLetterGroup::count)
                        .reversed()
                        .thenComparing(DeadLetterGroup::sample))
                .toList();
        return new DeadLetterCounts(groups, total, others, Duration.ofMillis(stretchMs));
    }

    private Optional<String> name(DeadLetterFailure failure) {
        return switch (by) {
            case FINGERPRINT -> failure.fingerprint();
            case REASON -> failure.reason();
            case HANDLER -> failure.handler();
        };
    }

    private final class Tally {
        private final Letter sample;
        private Instant first;
        private Instant last;
        private long count;
        private SortedMap<Instant, Long> trend = new TreeMap<>();

        Tally(Letter sample) {
            this.sample = sample;
            this.first = sample.at();
            this.last = sample.at();
        }

        void add(Instant at) {
            count++;
            first = at.isBefore(first) ? at : first;
            last = at.isAfter(last) ? at : last;
            trend.merge(beginning(at), 1L, Long::sum);
        }

        void widen() {
            SortedMap<Instant, Long> wider = new TreeMap<>();
            trend.forEach((start, number) -> wider.merge(beginning(start), number, Long::sum));
            trend = wider;
        }

        DeadLetterGroup group(Optional<String> name) {
            return new DeadLetterGroup(name, sample.failure().exceptionClass(), sample.id(), count, first, last, trend);
        }

        private Instant beginning(Instant at) {
            return Instant.ofEpochMilli(Math.floorDiv(at.toEpochMilli(), stretchMs) * stretchMs);
        }
    }
}
