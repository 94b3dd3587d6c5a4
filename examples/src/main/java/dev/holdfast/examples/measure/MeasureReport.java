package dev.holdfast.examples.measure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The figures as JSON and as a table. */
final class MeasureReport {
    private final Measurements measurements;
    private final Machine machine;
    private final String command;
    private final String date;

    MeasureReport(Measurements measurements, Machine machine, String command, String date) {
        this.measurements = measurements;
        this.machine = machine;
        this.command = command;
        this.date = date;
    }

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        if (measurements.has(Measurements.RAW)) {
            json.put(
                    "noopPartitionOverRaw",
                    rounded(measurements.overRaw(Measurements.PARTITION).median(), 1_000));
            json.put(
                    "noopKeyOverRaw",
                    rounded(measurements.overRaw(Measurements.KEY).median(), 1_000));
            json.put("partitionOverRaw", measurements.overRaw(Measurements.PARTITION));
            json.put("keyOverRaw", measurements.overRaw(Measurements.KEY));
        }
        if (measurements.has(Measurements.BLOCKING)) {
            json.put(
                    "io1msPerSecond",
                    Math.round(measurements.perSecond(Measurements.BLOCKING).median()));
        }
        if (measurements.hasStarts()) {
            json.put("startMs", rounded(measurements.startMillis().median(), 10));
            json.put("startMillis", measurements.startMillis());
            json.put("coldStartMillis", rounded(measurements.coldStartMillis(), 10));
        }
        Map<String, Object> details = new LinkedHashMap<>();
        for (String variant : measurements.variants()) {
            details.put(
                    variant,
                    Map.of(
                            "perSecond", measurements.perSecond(variant),
                            "cpuNanosPerRecord", measurements.cpuNanos(variant)));
        }
        json.put("variants", details);
        json.put("machine", machine);
        json.put("date", date);
        return json;
    }

    /** The table, with what is needed to judge and to repeat it. */
    List<String> markdown() {
        List<String> lines = new ArrayList<>();
        lines.add("`" + command + "`, " + date + "  ");
        lines.add(machine.toString());
        lines.add("");
        lines.add("| | median | least | most | of the raw loop | CPU ns a record |");
        lines.add("|---|---:|---:|---:|---:|---:|");
        for (String variant : measurements.variants()) {
            lines.add(row(variant));
        }
        if (measurements.hasStarts()) {
            Spread start = measurements.startMillis();
            lines.add(text(
                    "| start to first record, ms | %.0f | %.0f | %.0f | | |",
                    start.median(), start.least(), start.most()));
            lines.add(text("| the same, first in a new JVM, ms | %.0f | | | | |", measurements.coldStartMillis()));
        }
        return lines;
    }

    private String row(String variant) {
        Spread rate = measurements.perSecond(variant);
        boolean comparable = variant.equals(Measurements.PARTITION) || variant.equals(Measurements.KEY);
        return text(
                "| %s, records a second | %,.0f | %,.0f | %,.0f | %s | %,.0f |",
                variant,
                rate.median(),
                rate.least(),
                rate.most(),
                comparable ? text("%.2f", measurements.overRaw(variant).median()) : "",
                measurements.cpuNanos(variant).median());
    }

    private static double rounded(double value, int parts) {
        return Math.round(value * parts) / (double) parts;
    }

    private static String text(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
