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
        ratio(json, "noopPartitionOverRaw", Measurements.PARTITION, Measurements.RAW);
        ratio(json, "noopKeyOverRaw", Measurements.KEY, Measurements.RAW);
        ratio(json, "eosOverStreams", Measurements.COPY, Measurements.COPY_STREAMS);
        ratio(json, "eosOverRaw", Measurements.COPY, Measurements.COPY_RAW);
        if (measurements.has(Measurements.BLOCKING)) {
            json.put(
                    "io1msPerSecond",
                    Math.round(measurements.perSecond(Measurements.BLOCKING).median()));
        }
        if (measurements.has(Measurements.CLEAN)) {
            json.put("cleanSeconds", rounded(measurements.seconds(Measurements.CLEAN), 1_000));
            json.put("failing5Seconds", rounded(measurements.seconds(Measurements.FAILING_5), 1_000));
        }
        if (measurements.hasLateness()) {
            json.put("latenessP99Ms", measurements.lateness().percentile(99));
            json.put("earliestMs", measurements.lateness().least());
        }
        measurements.outage().ifPresent(waits -> json.put("killedCoordinatorMs", waits.killed()));
        if (measurements.hasStarts()) {
            json.put("startMs", rounded(measurements.startMillis().median(), 10));
            json.put("startMillis", measurements.startMillis());
            json.put("coldStartMillis", rounded(measurements.coldStartMillis(), 10));
        }
        json.put("variants", details());
        json.put("machine", machine);
        json.put("date", date);
        return json;
    }

    private void ratio(Map<String, Object> json, String name, String variant, String peer) {
        if (measurements.has(variant)) {
            json.put(name, rounded(measurements.ratio(variant, peer).median(), 1_000));
        }
    }

    private Map<String, Object> details() {
        Map<String, Object> details = new LinkedHashMap<>();
        for (String variant : measurements.variants()) {
            Map<String, Object> detail = new LinkedHashMap<>();
            detail.put("perSecond", measurements.perSecond(variant));
            detail.put("cpuNanosPerRecord", measurements.cpuNanos(variant));
            String peer = Measurements.PEER.get(variant);
            if (peer != null) {
                detail.put("over " + peer, measurements.ratio(variant, peer));
            }
            details.put(variant, detail);
        }
        return details;
    }

    /** The table, with what is needed to judge and to repeat it. */
    List<String> markdown() {
        List<String> lines = new ArrayList<>();
        lines.add("`" + command + "`, " + date + "  ");
        lines.add(machine.toString());
        lines.add("");
        lines.add("| | median | least | most | of its raw loop | CPU ns a record |");
        lines.add("|---|---:|---:|---:|---:|---:|");
        for (String variant : measurements.variants()) {
            lines.add(row(variant));
        }
        if (measurements.hasLateness()) {
            Spread late = measurements.lateness();
            lines.add(text(
                    "| lateness of a retry, ms (99 of 100: at most %.0f) | %.0f | %.0f | %.0f | | |",
                    late.percentile(99), late.median(), late.least(), late.most()));
        }
        measurements
                .outage()
                .ifPresent(waits -> lines.add(text(
                        "| slowest output when the transactions' coordinator is killed, ms (before: %.0f) | %.0f | | | | |",
                        waits.usual(), waits.killed())));
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
        String peer = Measurements.PEER.get(variant);
        return text(
                "| %s, records a second | %,.0f | %,.0f | %,.0f | %s | %,.0f |",
                variant,
                rate.median(),
                rate.least(),
                rate.most(),
                peer == null
                        ? ""
                        : text("%.2f", measurements.ratio(variant, peer).median()),
                measurements.cpuNanos(variant).median());
    }

    private static double rounded(double value, int parts) {
        return Math.round(value * parts) / (double) parts;
    }

    private static String text(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
