package dev.holdfast.examples.measure;

import dev.holdfast.Order;
import dev.holdfast.examples.command.ReportFile;
import dev.holdfast.examples.command.Screen;
import dev.holdfast.examples.command.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/** The program that measures. */
public final class Measure {
    private static final String START_TOPIC = "measure.start";
    private static final String TOPIC = "measure.records";
    private static final String BLOCKING_TOPIC = "measure.blocking";
    private static final String FAILING_TOPIC = "measure.failing";
    private static final String LATENESS_TOPIC = "measure.lateness";
    private static final String COPIED_TOPIC = "measure.copied";
    private static final int PARTITIONS = 8;
    private static final int LATENESS_PARTITIONS = 12;
    private static final int KEYS = 10_000;
    private static final int BLOCKING_KEYS = 2_000;
    private static final int BLOCKING_CONCURRENCY = 256;
    private static final int WARM_UPS = 2;
    private static final int STARTS = 7;

    private final MeasureOptions options;
    private final Screen screen;
    private final Measurements measurements = new Measurements();

    private Measure(MeasureOptions options, Screen screen) {
        this.options = options;
        this.screen = screen;
    }

    /**
     * Measures, prints a table and ends the process.
     *
     * @param arguments see {@code --help}
     * @throws Exception if a run does not do what it should
     */
    public static void main(String[] arguments) throws Exception {
        if (List.of(arguments).contains("--help")) {
            System.out.println(MeasureOptions.USAGE);
            return;
        }
        MeasureOptions options;
        try {
            options = MeasureOptions.parse(arguments);
        } catch (UsageException e) {
            System.err.println(e.getMessage());
            System.err.println(MeasureOptions.USAGE);
            System.exit(UsageException.EXIT_CODE);
            return;
        }
        String command = ("examples/run measure " + String.join(" ", arguments)).strip();
        new Measure(options, Screen.ofProcess()).run(command);
    }

    private void run(String command) throws ExecutionException, InterruptedException, IOException {
        List<String> onOneBroker = options.parts().stream()
                .filter(part -> !part.equals(MeasureOptions.OUTAGE))
                .toList();
        if (!onOneBroker.isEmpty()) {
            screen.say("Starting a broker in its own process ...");
            try (Bench bench = new Bench()) {
                for (String part : onOneBroker) {
                    measure(part, bench);
                }
            }
        }
        if (options.parts().contains(MeasureOptions.OUTAGE)) {
            screen.say("Starting three brokers, one of which is killed ...");
            measurements.outage(new KilledCoordinator().run());
        }
        MeasureReport report = new MeasureReport(
                measurements,
                Machine.here(),
                command,
                LocalDate.now(ZoneOffset.UTC).toString());
        report.markdown().forEach(screen::say);
        if (options.json().isPresent()) {
            ReportFile.write(options.json().get(), report.json());
        }
        if (options.markdown().isPresent()) {
            Files.write(options.markdown().get(), report.markdown());
        }
    }

    private void measure(String part, Bench bench) throws ExecutionException, InterruptedException {
        switch (part) {
            case MeasureOptions.START -> starts(bench);
            case MeasureOptions.NOOP -> noops(bench);
            case MeasureOptions.BLOCKING -> blocking(bench);
            case MeasureOptions.FAILING -> failing(bench);
            case MeasureOptions.LATENESS -> lateness(bench);
            case MeasureOptions.EXACTLY_ONCE -> exactlyOnce(bench);
            default -> throw new IllegalArgumentException(part);
        }
    }

    private void starts(Bench bench) throws ExecutionException, InterruptedException {
        bench.fill(START_TOPIC, PARTITIONS, KEYS, KEYS);
        Variants variants = new Variants(bench);
        measurements.coldStart(variants.start(START_TOPIC));
        for (int i = 0; i < STARTS + WARM_UPS; i++) {
            double millis = variants.start(START_TOPIC);
            if (i >= WARM_UPS) {
                measurements.start(millis);
            }
        }
        screen.say(String.format(
                Locale.ROOT, "start: %.0f ms", measurements.startMillis().median()));
    }

    private void noops(Bench bench) throws ExecutionException, InterruptedException {
        int records = options.records();
        bench.fill(TOPIC, PARTITIONS, records, KEYS);
        Variants variants = new Variants(bench);
        Map<String, Variant> turns = new LinkedHashMap<>();
        turns.put(Measurements.RAW, () -> variants.raw(TOPIC, records));
        turns.put(Measurements.PARTITION, () -> variants.noop(TOPIC, records, Order.PARTITION));
        turns.put(Measurements.KEY, () -> variants.noop(TOPIC, records, Order.KEY));
        rounds(turns);
    }

    private void blocking(Bench bench) throws ExecutionException, InterruptedException {
        int records = Math.min(options.records(), 400_000);
        bench.fill(BLOCKING_TOPIC, PARTITIONS, records, BLOCKING_KEYS);
        Variants variants = new Variants(bench);
        rounds(Map.of(Measurements.BLOCKING, () -> variants.blocking(BLOCKING_TOPIC, records, BLOCKING_CONCURRENCY)));
    }

    private void failing(Bench bench) throws ExecutionException, InterruptedException {
        int records = Measurements.FAILING_RECORDS;
        bench.fill(FAILING_TOPIC, PARTITIONS, records, KEYS);
        Failing failing = new Failing(bench);
        Map<String, Variant> turns = new LinkedHashMap<>();
        turns.put(Measurements.CLEAN, () -> failing.backlog(FAILING_TOPIC, records, 0));
        turns.put(Measurements.FAILING_5, () -> failing.backlog(FAILING_TOPIC, records, 20));
        rounds(turns);
    }

    private void lateness(Bench bench) throws ExecutionException, InterruptedException {
        bench.create(LATENESS_TOPIC, LATENESS_PARTITIONS);
        measurements.lateness(new Failing(bench).lateness(LATENESS_TOPIC));
    }

    private void exactlyOnce(Bench bench) throws ExecutionException, InterruptedException {
        int records = options.records();
        bench.fill(COPIED_TOPIC, PARTITIONS, records, KEYS);
        ExactlyOnce copies = new ExactlyOnce(bench, COPIED_TOPIC, PARTITIONS, records);
        Map<String, Variant> turns = new LinkedHashMap<>();
        turns.put(Measurements.COPY_RAW, copies::raw);
        turns.put(Measurements.COPY_STREAMS, copies::streams);
        turns.put(Measurements.COPY, copies::holdfast);
        rounds(turns);
    }

    /** One run of one of the things that are compared. */
    private interface Variant {
        Figure run() throws ExecutionException, InterruptedException;
    }

    /** Within a round each variant has its turn; the first rounds only warm up. */
    private void rounds(Map<String, Variant> variants) throws ExecutionException, InterruptedException {
        for (int round = 1 - WARM_UPS; round <= options.rounds(); round++) {
            for (Map.Entry<String, Variant> variant : variants.entrySet()) {
                Figure figure = variant.getValue().run();
                screen.say(String.format(
                        Locale.ROOT,
                        "%s: %s: %,.0f/s",
                        round < 1 ? "warm-up" : "round " + round,
                        variant.getKey(),
                        figure.perSecond()));
                if (round >= 1) {
                    measurements.add(variant.getKey(), figure);
                }
            }
        }
    }
}
