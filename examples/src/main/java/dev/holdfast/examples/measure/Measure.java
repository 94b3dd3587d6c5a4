package dev.holdfast.examples.measure;

import dev.holdfast.Order;
import dev.holdfast.examples.command.ReportFile;
import dev.holdfast.examples.command.Screen;
import dev.holdfast.examples.command.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;

/** The program that measures. */
public final class Measure {
    private static final String TOPIC = "measure.records";
    private static final String BLOCKING_TOPIC = "measure.blocking";
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
        screen.say("Starting a broker in its own process ...");
        try (Bench bench = new Bench()) {
            screen.say(String.format(Locale.ROOT, "Writing %,d records ...", options.records() + blockingRecords()));
            bench.fill(TOPIC, options.records(), KEYS);
            bench.fill(BLOCKING_TOPIC, blockingRecords(), BLOCKING_KEYS);
            Variants variants = new Variants(bench);
            if (options.parts().contains(MeasureOptions.START)) {
                starts(variants);
            }
            if (options.parts().contains(MeasureOptions.NOOP)) {
                noops(variants);
            }
            if (options.parts().contains(MeasureOptions.BLOCKING)) {
                blocking(variants);
            }
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

    private void starts(Variants variants) {
        measurements.coldStart(variants.start(TOPIC));
        for (int i = 0; i < STARTS + WARM_UPS; i++) {
            double millis = variants.start(TOPIC);
            if (i >= WARM_UPS) {
                measurements.start(millis);
            }
        }
        screen.say(String.format(
                Locale.ROOT, "start: %.0f ms", measurements.startMillis().median()));
    }

    private void noops(Variants variants) throws ExecutionException, InterruptedException {
        for (int round = 1 - WARM_UPS; round <= options.rounds(); round++) {
            Figure raw = variants.raw(TOPIC, options.records());
            Figure partition = variants.noop(TOPIC, options.records(), Order.PARTITION);
            Figure key = variants.noop(TOPIC, options.records(), Order.KEY);
            screen.say(String.format(
                    Locale.ROOT,
                    "%s: raw %,.0f/s, PARTITION %,.0f/s, KEY %,.0f/s",
                    round < 1 ? "warm-up" : "round " + round,
                    raw.perSecond(),
                    partition.perSecond(),
                    key.perSecond()));
            if (round >= 1) {
                measurements.add(Measurements.RAW, raw);
                measurements.add(Measurements.PARTITION, partition);
                measurements.add(Measurements.KEY, key);
            }
        }
    }

    private void blocking(Variants variants) throws ExecutionException, InterruptedException {
        for (int round = 1 - WARM_UPS; round <= options.rounds(); round++) {
            Figure figure = variants.blocking(BLOCKING_TOPIC, blockingRecords(), BLOCKING_CONCURRENCY);
            screen.say(String.format(
                    Locale.ROOT,
                    "%s: 1 ms blocking, concurrency %d: %,.0f/s",
                    round < 1 ? "warm-up" : "round " + round,
                    BLOCKING_CONCURRENCY,
                    figure.perSecond()));
            if (round >= 1) {
                measurements.add(Measurements.BLOCKING, figure);
            }
        }
    }

    private int blockingRecords() {
        return Math.min(options.records(), 400_000);
    }
}
