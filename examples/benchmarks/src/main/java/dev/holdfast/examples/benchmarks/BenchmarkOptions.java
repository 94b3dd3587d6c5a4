package dev.holdfast.examples.benchmarks;

import dev.holdfast.examples.benchmarks.report.MarkedBlock;
import dev.holdfast.examples.benchmarks.work.Scale;
import dev.holdfast.examples.command.Options;
import dev.holdfast.examples.command.UsageException;
import java.io.IOException;
import java.nio.file.Files;
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
 * @param markdown the page of which a block is rewritten
 * @param plots the folder that gets a picture of each workload
 */
record BenchmarkOptions(
        Scale scale,
        List<Catalogue> parts,
        Optional<Path> json,
        Optional<Path> csv,
        Optional<Path> markdown,
        Optional<Path> plots) {
    private static final String USAGE =
            """
            Usage: examples/run benchmarks [options]
              --quick          the essentials, in less than ten minutes
              --only PARTS     some of {parts}; all unless given
              --rounds N       rounds that count; 5 unless given, 3 with --quick
              --json FILE      writes the ratios that goals are about
              --csv FILE       writes all runs
              --markdown FILE  writes the tables into the page's block for this version of Java
              --plots FOLDER   draws a picture of each workload""";

    private static final String QUICK = "--quick";
    private static final String ONLY = "--only";
    private static final String ROUNDS = "--rounds";
    private static final String JSON = "--json";
    private static final String CSV = "--csv";
    private static final String MARKDOWN = "--markdown";
    private static final String PLOTS = "--plots";

    static String usage() {
        return USAGE.replace("{parts}", words());
    }

    static BenchmarkOptions parse(String... arguments) throws UsageException {
        Options options = Options.parse(List.of(ONLY, ROUNDS, JSON, CSV, MARKDOWN, PLOTS), List.of(QUICK), arguments);
        boolean quick = options.flag(QUICK);
        int rounds = options.number(ROUNDS, quick ? 3 : 5, 1, 100);
        return new BenchmarkOptions(
                quick ? Scale.quick(rounds) : Scale.full(rounds),
                parts(options),
                options.file(JSON),
                options.file(CSV),
                page(options),
                folder(options));
    }

    /** The block of a page that the tables of this version of Java go to. */
    static MarkedBlock block(Path page) {
        return new MarkedBlock(page, "benchmarks on Java " + Runtime.version().feature());
    }

    private static Optional<Path> page(Options options) throws UsageException {
        Optional<Path> page = options.file(MARKDOWN);
        if (page.isPresent()) {
            MarkedBlock block = block(page.get());
            try {
                if (!block.isThere()) {
                    throw new UsageException(MARKDOWN + " takes a page with the lines " + block);
                }
            } catch (IOException e) {
                throw new UsageException(
                        MARKDOWN + " takes a page that is there, not '" + page.get() + "': " + e.getMessage());
            }
        }
        return page;
    }

    private static Optional<Path> folder(Options options) throws UsageException {
        Optional<Path> folder = options.text(PLOTS).map(Path::of);
        if (folder.isPresent() && Files.exists(folder.get()) && !Files.isDirectory(folder.get())) {
            throw new UsageException(PLOTS + " takes a folder, not '" + folder.get() + "'");
        }
        return folder;
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
