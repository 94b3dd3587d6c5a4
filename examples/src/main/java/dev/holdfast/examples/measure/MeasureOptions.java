package dev.holdfast.examples.measure;

import dev.holdfast.examples.command.Options;
import dev.holdfast.examples.command.UsageException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What to measure.
 *
 * @param records records of 100 bytes in the topic that no-op handlers read, and at most so many in others
 * @param rounds measured rounds, each with every variant
 * @param parts what to measure, in this order
 * @param json where the figures go as JSON
 * @param markdown where the table goes
 */
record MeasureOptions(int records, int rounds, List<String> parts, Optional<Path> json, Optional<Path> markdown) {
    static final String START = "start";
    static final String NOOP = "noop";
    static final String BLOCKING = "blocking";
    static final String FAILING = "failing";
    static final String LATENESS = "lateness";
    static final String EXACTLY_ONCE = "exactly-once";
    static final String OUTAGE = "outage";

    static final String USAGE =
            """
            Usage: examples/run measure [options]
              --records N      records for the no-op handlers; 2000000 unless given
              --rounds N       measured rounds; 5 unless given
              --only PARTS     some of start,noop,blocking,failing,lateness,exactly-once,outage; all unless given
              --json FILE      writes the figures as JSON
              --markdown FILE  writes the table as Markdown""";

    private static final String RECORDS = "--records";
    private static final String ROUNDS = "--rounds";
    private static final String ONLY = "--only";
    private static final List<String> PARTS = List.of(START, NOOP, BLOCKING, FAILING, LATENESS, EXACTLY_ONCE, OUTAGE);
    private static final String JSON = "--json";
    private static final String MARKDOWN = "--markdown";

    static MeasureOptions parse(String... arguments) throws UsageException {
        Options options = Options.parse(List.of(RECORDS, ROUNDS, ONLY, JSON, MARKDOWN), arguments);
        return new MeasureOptions(
                options.number(RECORDS, 2_000_000, 10_000, 20_000_000),
                options.number(ROUNDS, 5, 1, 100),
                parts(options),
                options.file(JSON),
                options.file(MARKDOWN));
    }

    private static List<String> parts(Options options) throws UsageException {
        List<String> parts =
                List.of(options.text(ONLY).orElse(String.join(",", PARTS)).split(",", -1));
        if (!PARTS.containsAll(parts)) {
            throw new UsageException(
                    ONLY + " takes some of " + String.join(",", PARTS) + ", not '" + String.join(",", parts) + "'");
        }
        return parts;
    }
}
