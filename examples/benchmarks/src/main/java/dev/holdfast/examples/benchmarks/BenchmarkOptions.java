package dev.holdfast.examples.benchmarks;

import dev.holdfast.examples.benchmarks.work.Scale;
import dev.holdfast.examples.command.Options;
import dev.holdfast.examples.command.UsageException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What to compare.
 *
 * @param scale how much is done
 * @param parts what is done, in this order
 * @param json where the ratios go as JSON
 * @param csv where all runs go as CSV
 */
record BenchmarkOptions(Scale scale, List<Catalogue> parts, Optional<Path> json, Optional<Path> csv) {
    private static final String USAGE =
            """
            Usage: examples/run benchmarks [options]
              --quick      the essentials, in less than ten minutes
              --only PARTS some of {parts}; all unless given
              --rounds N   rounds that count; 5 unless given, 3 with --quick
              --json FILE  writes the ratios that goals are about
              --csv FILE   writes all runs""";

    private static final String QUICK = "--quick";
    private static final String ONLY = "--only";
    private static final String ROUNDS = "--rounds";
    private static final String JSON = "--json";
    private static final String CSV = "--csv";

    static String usage() {
        return USAGE.replace("{parts}", words());
    }

    static BenchmarkOptions parse(String... arguments) throws UsageException {
        Options options = Options.parse(List.of(ONLY, ROUNDS, JSON, CSV), List.of(QUICK), arguments);
        boolean quick = options.flag(QUICK);
        int rounds = options.number(ROUNDS, quick ? 3 : 5, 1, 100);
        return new BenchmarkOptions(
                quick ? Scale.quick(rounds) : Scale.full(rounds),
                parts(options),
                options.file(JSON),
                options.file(CSV));
    }

    private static List<Catalogue> parts(Options options) throws UsageException {
        List<String> wanted = List.of(options.text(ONLY).orElse(words()).split(",", -1));
        List<Catalogue> parts = Arrays.stream(Catalogue.values())
                .filter(part -> wanted.contains(part.word()))
                .toList();
        if (parts.size() != wanted.size()) {
            throw new UsageException(ONLY + " takes some of " + words() + ", not '" + String.join(",", wanted) + "'");
        }
        return parts;
    }

    private static String words() {
        return Arrays.stream(Catalogue.values()).map(Catalogue::word).collect(Collectors.joining(","));
    }
}
