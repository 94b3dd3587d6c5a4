package dev.holdfast.examples.fuzz;

import dev.holdfast.examples.command.Options;
import dev.holdfast.examples.command.UsageException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a run is to be.
 *
 * @param seed decides what the records are
 * @param records how many there are
 * @param json where the figures go
 */
record FuzzOptions(int seed, int records, Optional<Path> json) {
    static final String USAGE =
            """
            Usage: examples/run fuzz [options]
              --seed S         decides what the records are; 1 unless given
              --records N      how many records; 1000000 unless given
              --json FILE      writes the figures as JSON
            Exits with 0 if each record was done or became a dead letter, once, as it was sent; 1 if not; 2 for wrong options.
            To bound the heap of the application, run it as JAVA_OPTS=-Xmx256m examples/run fuzz""";

    private static final String SEED = "--seed";
    private static final String RECORDS = "--records";
    private static final String JSON = "--json";

    static FuzzOptions parse(String... arguments) throws UsageException {
        Options options = Options.parse(List.of(SEED, RECORDS, JSON), arguments);
        return new FuzzOptions(
                options.number(SEED, 1, 0, Integer.MAX_VALUE),
                options.number(RECORDS, 1_000_000, 1_000, 100_000_000),
                options.file(JSON));
    }
}
