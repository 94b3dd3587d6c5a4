package dev.holdfast.examples.chaos;

import dev.holdfast.Guarantee;
import dev.holdfast.app.Holdfast;
import dev.holdfast.app.HoldfastBuilder;
import dev.holdfast.json.JsonCodecs;
import java.io.IOException;
import java.util.Map;

/** The program of one instance. Ends in good order after SIGTERM, and at once when the process that started it is gone. */
final class ChaosApp {
    /** Longer ones would only make readers wait longer for what a killed instance left open. */
    private static final String TRANSACTION_TIMEOUT_MILLIS = "10000";

    private static final int ORPHANED = 1;

    private ChaosApp() {}

    /**
     * Runs an instance until it is told to end.
     *
     * @param arguments bootstrap servers, the guarantee's name, and the instance's id or nothing
     */
    public static void main(String[] arguments) {
        Guarantee guarantee = Guarantee.valueOf(arguments[1]);
        HoldfastBuilder builder = Holdfast.builder()
                .applicationId(Names.GROUP)
                .bootstrapServers(arguments[0])
                .producerProperties(
                        guarantee == Guarantee.EXACTLY_ONCE
                                ? Map.of("transaction.timeout.ms", TRANSACTION_TIMEOUT_MILLIS)
                                : Map.of())
                .codecs(JsonCodecs.defaults())
                .group(Names.GROUP, group -> group.guarantee(guarantee))
                .handlers(new ChaosHandlers());
        if (arguments.length > 2) {
            builder.instanceId(arguments[2]);
        }
        endWithParent();
        System.exit(Holdfast.run(builder.build()));
    }

    /** The other end of the input is closed when the process that started this one ends, in whatever way. */
    private static void endWithParent() {
        Thread watch = new Thread(
                () -> {
                    try {
                        while (System.in.read() >= 0) {
                            // Nothing is ever written.
                        }
                    } catch (IOException e) {
                        System.err.println("The input can't be read: " + e);
                    }
                    Runtime.getRuntime().halt(ORPHANED);
                },
                "chaos-parent-watch");
        watch.setDaemon(true);
        watch.start();
    }
}
