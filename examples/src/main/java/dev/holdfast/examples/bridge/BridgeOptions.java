package dev.holdfast.examples.bridge;

import dev.holdfast.examples.command.Options;
import dev.holdfast.examples.command.UsageException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a bridge was asked for.
 *
 * @param messages how many in each direction
 * @param broker which of several brokers, by its name; empty if there is only one
 * @param json where the summary goes as JSON
 */
record BridgeOptions(int messages, String broker, Optional<Path> json) {
    static final String USAGE =
            """
            Usage: examples/run rabbitmq-bridge | nats-bridge | jms-bridge | redis-bridge | zeromq-bridge [options]
              --messages N   how many messages go in each direction; 20000 unless given
              --broker NAME  jms-bridge: classic or artemis; classic unless given
              --json FILE    writes the summary as JSON
            RabbitMQ, NATS and Redis need their server on the PATH, or named by HOLDFAST_RABBITMQ_SERVER,
            HOLDFAST_NATS_SERVER or HOLDFAST_REDIS_SERVER.
            Exits with 0 if nothing was lost, 1 if something was or the run failed, 2 for wrong options.""";

    private static final String MESSAGES = "--messages";
    private static final String BROKER = "--broker";
    private static final String JSON = "--json";

    static BridgeOptions parse(List<String> brokers, String... arguments) throws UsageException {
        List<String> known = brokers.isEmpty() ? List.of(MESSAGES, JSON) : List.of(MESSAGES, BROKER, JSON);
        Options options = Options.parse(known, arguments);
        return new BridgeOptions(
                options.number(MESSAGES, 20_000, 10, 10_000_000),
                options.oneOf(BROKER, brokers).orElseGet(() -> brokers.isEmpty() ? "" : brokers.get(0)),
                options.file(JSON));
    }
}
