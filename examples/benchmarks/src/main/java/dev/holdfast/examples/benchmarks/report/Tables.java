package dev.holdfast.examples.benchmarks.report;

import dev.holdfast.examples.benchmarks.trial.Contestant;
import dev.holdfast.examples.benchmarks.trial.Figure;
import dev.holdfast.examples.measure.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** All figures as Markdown. */
final class Tables {
    private final Results results;

    Tables(Results results) {
        this.results = results;
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        results.figures().forEach((workload, rows) -> figures(lines, workload, rows));
        results.millis().forEach((workload, values) -> millis(lines, workload, values));
        return lines;
    }

    private static void figures(List<String> lines, String workload, Map<String, Results.Row> rows) {
        lines.add("");
        lines.add("**" + workload + "**");
        lines.add("");
        lines.add("| | settings | records | records a second | least to most | of the first line | CPU ns a record"
                + " | bytes allocated a record |");
        lines.add("|---|---|---:|---:|---:|---:|---:|---:|");
        Results.Row first = rows.values().iterator().next();
        rows.values().forEach(row -> lines.add(row(row, first)));
    }

    private static String row(Results.Row row, Results.Row first) {
        Contestant contestant = row.contestant();
        Spread rate = row.spread(Figure::perSecond);
        return text(
                "| %s | %s | %,.0f | %,.0f | %,.0f to %,.0f | %.2f | %,.0f | %,.0f |",
                contestant.name(),
                contestant.tuning() + repeated(row),
                row.spread(Figure::records).most(),
                rate.median(),
                rate.least(),
                rate.most(),
                row.over(first),
                row.spread(Figure::cpuNanos).median(),
                row.spread(Figure::allocated).median());
    }

    private static String repeated(Results.Row row) {
        double most = row.spread(Figure::repeated).most();
        return most == 0 ? "" : text(", up to %,.0f records handled again", most);
    }

    private static void millis(List<String> lines, String workload, Map<String, List<Double>> values) {
        lines.add("");
        lines.add("**" + workload + "**, milliseconds");
        lines.add("");
        lines.add("| | values | least | median | 99 of 100 | most |");
        lines.add("|---|---:|---:|---:|---:|---:|");
        values.forEach((name, millis) -> {
            Spread spread = Spread.of(millis);
            lines.add(text(
                    "| %s | %,d | %.1f | %.1f | %.1f | %.1f |",
                    name, millis.size(), spread.least(), spread.median(), spread.percentile(99), spread.most()));
        });
    }

    private static String text(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
