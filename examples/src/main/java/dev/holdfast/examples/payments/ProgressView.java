package dev.holdfast.examples.payments;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** Turns snapshots into text: a line, or a block for a terminal. Rates are those of the last two seconds. One thread. */
final class ProgressView {
    private static final double WINDOW_SECONDS = 2;
    private static final int BAR = 40;

    private final int records;
    private final Deque<Snapshot> window = new ArrayDeque<>();

    ProgressView(int records) {
        this.records = records;
    }

    void add(Snapshot snapshot) {
        window.addLast(snapshot);
        while (window.size() > 2 && window.getFirst().seconds() < snapshot.seconds() - WINDOW_SECONDS) {
            window.removeFirst();
        }
    }

    String line() {
        Snapshot now = window.getLast();
        return format(
                "%6.1f s  published %,d (%,d/s)  handled %,d (%,d/s)  lag %,d  failed attempts %,d  %s  dead letters: %s",
                now.seconds(),
                now.published(),
                rate(Snapshot::published),
                now.sum(InstanceFigures::handled),
                rate(snapshot -> snapshot.sum(InstanceFigures::handled)),
                now.sum(InstanceFigures::lag),
                now.sum(InstanceFigures::failed),
                now.tiers().stream().map(ProgressView::tierInLine).collect(Collectors.joining("  ")),
                now.deadLetters().isEmpty() ? "none" : now.deadLetters());
    }

    List<String> block() {
        Snapshot now = window.getLast();
        long handled = now.sum(InstanceFigures::handled);
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add(format("  payments, running for %.0f s", now.seconds()));
        lines.add("");
        lines.add(bar("published", now.published(), rate(Snapshot::published)));
        lines.add(bar("handled", handled, rate(snapshot -> snapshot.sum(InstanceFigures::handled))));
        lines.add("");
        lines.add(format(
                "  %-12s %-9s %10s %10s %9s %9s %9s",
                "instance", "phase", "partitions", "handled", "/s", "in flight", "lag"));
        for (int i = 0; i < now.instances().size(); i++) {
            lines.add(instance(now.instances().get(i), i));
        }
        lines.add("");
        lines.add(format("  %-50s %9s   %s", "retry topic", "waiting", "next due"));
        for (RetryWatch.Tier tier : now.tiers()) {
            lines.add(format("  %-50s %,9d   %s", tier.topic(), tier.waiting(), nextDue(tier)));
        }
        lines.add("");
        lines.add(format("  %,d attempts failed", now.sum(InstanceFigures::failed)));
        lines.add("  dead letters: " + (now.deadLetters().isEmpty() ? "none" : now.deadLetters()));
        return lines;
    }

    private static String tierInLine(RetryWatch.Tier tier) {
        String name = tier.topic().substring(tier.topic().lastIndexOf("retry"));
        return format("%s waiting %,d%s", name, tier.waiting(), tier.waiting() == 0 ? "" : ", next " + nextDue(tier));
    }

    private static String nextDue(RetryWatch.Tier tier) {
        return tier.nextDueMillis().isEmpty()
                ? "-"
                : format("in %.1f s", Math.max(0, tier.nextDueMillis().getAsLong()) / 1_000.0);
    }

    private String instance(InstanceFigures figures, int number) {
        return format(
                "  %-12s %-9s %10d %,10d %,9d %,9d %,9d",
                figures.name(),
                figures.phase().name().toLowerCase(Locale.ROOT),
                figures.partitions(),
                figures.handled(),
                rate(snapshot -> snapshot.instances().get(number).handled()),
                figures.inFlight(),
                figures.lag());
    }

    private String bar(String name, long count, long rate) {
        int full = (int) Math.min(BAR, count * BAR / records);
        return format(
                "  %-10s %s%s %,11d of %,d  %,7d/s",
                name, "#".repeat(full), ".".repeat(BAR - full), count, records, rate);
    }

    private long rate(ToLongFunction<Snapshot> count) {
        Snapshot first = window.getFirst();
        Snapshot last = window.getLast();
        double seconds = last.seconds() - first.seconds();
        return seconds <= 0 ? 0 : Math.round((count.applyAsLong(last) - count.applyAsLong(first)) / seconds);
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
