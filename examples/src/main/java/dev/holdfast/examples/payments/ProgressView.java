package dev.holdfast.examples.payments;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

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
                "%6.1f s  published %,d (%,d/s)  handled %,d (%,d/s)  in flight %,d  waiting %,d  lag %,d  failed attempts %,d",
                now.seconds(),
                now.published(),
                rate(Snapshot::published),
                now.sum(InstanceFigures::handled),
                rate(snapshot -> snapshot.sum(InstanceFigures::handled)),
                now.sum(InstanceFigures::inFlight),
                now.sum(InstanceFigures::waiting),
                now.sum(InstanceFigures::lag),
                now.sum(InstanceFigures::failed));
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
                "  %-12s %-9s %10s %10s %9s %9s %9s %9s",
                "instance", "phase", "partitions", "handled", "/s", "in flight", "waiting", "lag"));
        for (int i = 0; i < now.instances().size(); i++) {
            lines.add(instance(now.instances().get(i), i));
        }
        lines.add("");
        lines.add(format(
                "  %,d attempts failed, as the bank timed out; %,d payments wait for their next attempt",
                now.sum(InstanceFigures::failed), now.sum(InstanceFigures::waiting)));
        return lines;
    }

    private String instance(InstanceFigures figures, int number) {
        return format(
                "  %-12s %-9s %10d %,10d %,9d %,9d %,9d %,9d",
                figures.name(),
                figures.phase().name().toLowerCase(Locale.ROOT),
                figures.partitions(),
                figures.handled(),
                rate(snapshot -> snapshot.instances().get(number).handled()),
                figures.inFlight(),
                figures.waiting(),
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
