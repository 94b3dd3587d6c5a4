package dev.holdfast.examples.chaos;

import dev.holdfast.examples.command.Options;
import dev.holdfast.examples.command.UsageException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a run is to be.
 *
 * @param seed decides what the records ask for and the order of the faults
 * @param records how many are sent
 * @param minutes over which they are sent; faults go on as long
 * @param exactlyOnce the guarantee of the application: exactly once, or else at least once
 * @param json where the figures go
 */
record ChaosOptions(int seed, int records, int minutes, boolean exactlyOnce, Optional<Path> json) {
    static final String USAGE =
            """
            Usage: examples/run chaos [options]
              --seed S         decides what the records ask for and the order of the faults; 1 unless given
              --records N      how many records; 60000 unless given
              --minutes M      over how many minutes they are sent while faults happen; 3 unless given
              --guarantee G    exactly-once or at-least-once; exactly-once unless given
              --json FILE      writes the figures as JSON
            Needs a Unix system. Exits with 0 if all is as promised, 1 if not, 2 for wrong options or if too little happened
            to tell (no kill, no freeze, no retry, no dead letter).""";

    private static final String SEED = "--seed";
    private static final String RECORDS = "--records";
    private static final String MINUTES = "--minutes";
    private static final String GUARANTEE = "--guarantee";
    private static final String JSON = "--json";
    private static final String EXACTLY_ONCE = "exactly-once";
    private static final List<String> GUARANTEES = List.of(EXACTLY_ONCE, "at-least-once");

    static ChaosOptions parse(String... arguments) throws UsageException {
        Options options = Options.parse(List.of(SEED, RECORDS, MINUTES, GUARANTEE, JSON), arguments);
        String guarantee = options.text(GUARANTEE).orElse(EXACTLY_ONCE);
        if (!GUARANTEES.contains(guarantee)) {
            throw new UsageException(
                    GUARANTEE + " takes " + String.join(" or ", GUARANTEES) + ", not '" + guarantee + "'");
        }
        return new ChaosOptions(
                options.number(SEED, 1, 0, Integer.MAX_VALUE),
                options.number(RECORDS, 60_000, 1_000, 10_000_000),
                options.number(MINUTES, 3, 1, 24 * 60),
                guarantee.equals(EXACTLY_ONCE),
                options.file(JSON));
    }

    String guarantee() {
        return GUARANTEES.get(exactlyOnce ? 0 : 1);
    }
}
