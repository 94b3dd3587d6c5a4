package dev.holdfast.examples.bridge;

import dev.holdfast.connect.lab.JmsServer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The bridge between Kafka and a broker for JMS, ActiveMQ Classic or Artemis. */
public final class JmsBridge {
    private JmsBridge() {}

    /**
     * Runs the example and ends the process.
     *
     * @param arguments see {@code --help}
     */
    public static void main(String[] arguments) {
        List<String> brokers = Arrays.stream(JmsServer.Kind.values())
                .map(kind -> kind.name().toLowerCase(Locale.ROOT))
                .toList();
        System.exit(BridgeProgram.run(
                brokers,
                (logs, broker) -> JmsSystem.open(JmsServer.Kind.valueOf(broker.toUpperCase(Locale.ROOT)), logs),
                arguments));
    }
}
