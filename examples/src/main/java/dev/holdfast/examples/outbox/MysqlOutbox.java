package dev.holdfast.examples.outbox;

import dev.holdfast.examples.command.Program;
import dev.holdfast.examples.command.ReportFile;
import dev.holdfast.examples.command.Screen;

/** From an outbox through Kafka and a handler to a table, exactly once. */
public final class MysqlOutbox {
    private MysqlOutbox() {}

    /**
     * Runs the example and ends the process.
     *
     * @param arguments see {@code --help}
     */
    public static void main(String[] arguments) {
        System.exit(Program.run(
                OutboxOptions.USAGE,
                OutboxOptions::parse,
                options -> {
                    OutboxReport report = OutboxRun.run(options, Screen.ofProcess());
                    options.json().ifPresent(file -> ReportFile.write(file, report));
                    return report.isEqual();
                },
                arguments));
    }
}
