package dev.holdfast.examples.measure;

import dev.holdfast.examples.command.Screen;
import dev.holdfast.examples.command.UsageException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.ExecutionException;

/** The program that measures what it costs to keep the order of keys through retries. */
public final class HeldKeys {
    private static final String BACKLOG = "backlog";
    private static final String LATENCY = "latency";
    private static final String MILLION = "million";
    private static final List<String> PARTS = List.of(BACKLOG, LATENCY, MILLION);
    private static final String USAGE =
            """
            Usage: examples/run held-keys [backlog] [latency] [million]
              all three unless some are given
              backlog   100,000 records of 997 keys, of which one in ten fails once and waits for a second
              latency   how long records of other keys take while 1 % of the keys fail
              million   a million records behind one: held, found again after a restart, handled when it heals;
                        to be run as JAVA_OPTS=-Xmx256m examples/run held-keys million""";

    private HeldKeys() {}

    /**
     * Measures, prints the figures and ends the process.
     *
     * @param arguments see {@code --help}
     * @throws Exception if a run does not do what it should
     */
    public static void main(String[] arguments) throws Exception {
        List<String> parts = arguments.length == 0 ? PARTS : List.of(arguments);
        if (parts.contains("--help")) {
            System.out.println(USAGE);
            return;
        }
        if (!PARTS.containsAll(parts)) {
            System.err.println(USAGE);
            System.exit(UsageException.EXIT_CODE);
            return;
        }
        Screen screen = Screen.ofProcess();
        screen.say("`examples/run held-keys " + String.join(" ", parts) + "`, " + LocalDate.now(ZoneOffset.UTC) + "  ");
        screen.say(Machine.here() + ", heap " + Runtime.getRuntime().maxMemory() / (1024 * 1024) + " MiB");
        try (Bench bench = new Bench()) {
            for (String part : parts) {
                measure(part, bench, screen);
            }
        }
    }

    private static void measure(String part, Bench bench, Screen screen)
            throws ExecutionException, InterruptedException {
        switch (part) {
            case BACKLOG -> new HeldBacklog(bench, screen).run();
            case LATENCY -> new HeldLatency(bench, screen).run();
            case MILLION -> new HeldMillion(bench, screen).run();
            default -> throw new IllegalArgumentException(part);
        }
    }
}
