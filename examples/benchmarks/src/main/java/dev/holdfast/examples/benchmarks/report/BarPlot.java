package dev.holdfast.examples.benchmarks.report;

import dev.holdfast.examples.benchmarks.trial.Figure;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** One workload: a bar for each contestant, as long as its median of records a second. */
final class BarPlot {
    private static final int WIDTH = 900;
    private static final int LABELS = 330;
    private static final int VALUES = 170;
    private static final int TOP = 46;
    private static final int ROW = 26;
    private static final int THICKNESS = 18;
    private static final String OWN = "#1f6feb";
    private static final String OTHERS = "#9aa4b2";

    private final String title;
    private final Collection<Results.Row> rows;

    BarPlot(String title, Collection<Results.Row> rows) {
        this.title = title;
        this.rows = rows;
    }

    List<String> svg() {
        Svg svg = new Svg(WIDTH, TOP + ROW * rows.size() + ROW / 2);
        svg.text(ROW / 2.0, ROW, "start", title + ": records a second, median");
        double most = rows.stream().mapToDouble(BarPlot::rate).max().orElse(1);
        int y = TOP;
        for (Results.Row row : rows) {
            double length = rate(row) / most * (WIDTH - LABELS - VALUES);
            double middle = y + THICKNESS * 0.75;
            boolean own = row.contestant().name().startsWith("Holdfast");
            svg.text(LABELS - 10.0, middle, "end", row.contestant().id());
            svg.bar(LABELS, y, Math.max(length, 1), THICKNESS, own ? OWN : OTHERS);
            String value = String.format(
                    Locale.ROOT,
                    "%,.0f (%,.0f ns CPU)",
                    rate(row),
                    row.spread(Figure::cpuNanos).median());
            svg.text(LABELS + length + 8, middle, "start", value);
            y += ROW;
        }
        return svg.lines();
    }

    private static double rate(Results.Row row) {
        return row.spread(Figure::perSecond).median();
    }
}
