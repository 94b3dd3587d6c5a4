package dev.holdfast.examples.bridge;

/** The bridge between Kafka and NATS. */
public final class NatsBridge {
    private NatsBridge() {}

    /**
     * Runs the example and ends the process.
     *
     * @param arguments see {@code --help}
     */
    public static void main(String[] arguments) {
        System.exit(BridgeProgram.run(NatsSystem::new, arguments));
    }
}
