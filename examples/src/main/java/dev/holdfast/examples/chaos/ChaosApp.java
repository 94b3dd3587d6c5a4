package dev.holdfast.examples.chaos;

import dev.holdfast.Guarantee;
import dev.holdfast.app.Holdfast;
import dev.holdfast.app.HoldfastBuilder;
import dev.holdfast.examples.command.UsageException;
import dev.holdfast.json.JsonCodecs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The program of one instance. Ends in good order after SIGTERM, and at once when the process that started it is gone. */
final class ChaosApp {
    /** Longer ones would only make readers wait longer for what a killed instance left open. */
    private static final String TRANSACTION_TIMEOUT_MILLIS = "10000";

    /** The shortest that brokers allow. */
    private static final String SESSION_TIMEOUT_MILLIS = "6000";

    private static final int ORPHANED = 1;

    private ChaosApp() {}

    /**
     * Runs an instance until it is told to end.
     *
     * @param arguments see {@link AppOptions}
     * @throws UsageException if there is anything else
     */
    public static void main(String[] arguments) throws UsageException {
        AppOptions options = AppOptions.parse(arguments);
        Work work = new Work(options.halt().equals(Optional.of(Step.IN_HANDLER)));
        HoldfastBuilder builder = Holdfast.builder()
                .applicationId(Names.GROUP)
                .bootstrapServers(options.bootstrapServers())
                .consumerProperties(consumerProperties(options))
                .producerProperties(producerProperties(options))
                .codecs(JsonCodecs.defaults())
                .group(Names.GROUP, group -> group.guarantee(options.guarantee()))
                .handlers(options.keepsKeyOrder() ? new KeyOrderHandlers(work) : new ChaosHandlers(work));
        options.instanceId().ifPresent(builder::instanceId);
        endWithParent();
        System.exit(Holdfast.run(builder.build()));
    }

    private static Map<String, Object> consumerProperties(AppOptions options) {
        Map<String, Object> properties = new HashMap<>();
        properties.put("client.id", options.name());
        options.protocol().ifPresent(protocol -> {
            properties.put("group.protocol", protocol);
            if (protocol.equals(StepOptions.CLASSIC)) { // with the other, it is the brokers' business
                properties.put("session.timeout.ms", SESSION_TIMEOUT_MILLIS);
            }
        });
        return properties;
    }

    private static Map<String, Object> producerProperties(AppOptions options) {
        Map<String, Object> properties = new HashMap<>();
        properties.put("client.id", options.name());
        List<String> interceptors = new ArrayList<>();
        if (options.guarantee() == Guarantee.EXACTLY_ONCE) {
            properties.put("transaction.timeout.ms", TRANSACTION_TIMEOUT_MILLIS);
        } else {
            properties.put(Stamp.RUN, options.run());
            interceptors.add(Stamp.class.getName());
        }
        options.sabotage().ifPresent(sabotage -> {
            properties.put(Saboteur.KIND, sabotage.name());
            properties.put(Saboteur.SEED, options.seed());
            properties.put(Saboteur.RECORDS, options.records());
            interceptors.add(Saboteur.class.getName());
        });
        options.halt().filter(step -> step != Step.IN_HANDLER).ifPresent(step -> {
            properties.put(Halt.STEP, step.name());
            interceptors.add(Halt.class.getName());
        });
        if (!interceptors.isEmpty()) {
            properties.put("interceptor.classes", interceptors);
        }
        return properties;
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
