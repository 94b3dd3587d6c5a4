package dev.holdfast.examples.bridge;

import java.util.List;

/** The bridge between Kafka and peers that speak ZeroMQ. */
public final class ZmqBridge {
    private ZmqBridge() {}

    /**
     * Runs the example and ends the process.
     *
     * @param arguments see {@code --help}
     */
    public static void main(String[] arguments) {
        System.exit(BridgeProgram.run(List.of(), (logs, broker) -> new ZmqSystem(), arguments));
    }
}
