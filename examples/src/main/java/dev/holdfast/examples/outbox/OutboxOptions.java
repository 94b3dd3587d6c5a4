package dev.holdfast.examples.outbox;

import dev.holdfast.examples.command.Options;
import dev.holdfast.examples.command.UsageException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What the run was asked for.
 *
 * @param orders how many
 * @param writers how many threads write them
 * @param json where the summary goes as JSON
 */
record OutboxOptions(int orders, int writers, Optional<Path> json) {
    static final String USAGE =
            """
            Usage: examples/run mysql-outbox [options]
              --orders N   how many orders are written; 5000 unless given
              --writers N  how many threads write them; 4 unless given
              --json FILE  writes the summary as JSON
            MariaDB's server must be on the PATH, or named by HOLDFAST_MARIADB_SERVER.
            Exits with 0 if all totals are equal, 1 if not or if the run failed, 2 for wrong options.""";

    private static final String ORDERS = "--orders";
    private static final String WRITERS = "--writers";
    private static final String JSON = "--json";

    static OutboxOptions parse(String... arguments) throws UsageException {
        Options options = Options.parse(List.of(ORDERS, WRITERS, JSON), arguments);
        return new OutboxOptions(
                options.number(ORDERS, 5_000, 100, 10_000_000), options.number(WRITERS, 4, 1, 64), options.file(JSON));
    }
}
