package dev.holdfast.retry.held;

import dev.holdfast.Message;
import dev.holdfast.Order;
import dev.holdfast.Outcome;
import dev.holdfast.Topic;
import dev.holdfast.app.Holdfast;
import dev.holdfast.retry.OnExhausted;
import dev.holdfast.retry.RetrySchedule;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An instance in a process of its own, so that it can be killed. Ends when its parent does. */
final class HeldChild {
    static final String HOLD = "hold";

    private HeldChild() {}

    /**
     * Starts one.
     *
     * @param args bootstrap servers, group, source, ledger, group protocol, and {@link #HOLD} for keys that stay held behind
     *     their first record, which always fails
     */
    static Process start(String... args) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                HeldChild.class.getName()));
        command.addAll(List.of(args));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** Runs one. */
    public static void main(String[] args) throws IOException {
        Topic<String, String> source = Topic.of(args[2], String.class, String.class);
        boolean classic = args[4].equals("classic");
        boolean holds = args.length > 5 && args[5].equals(HOLD);
        RetrySchedule retries =
                holds ? RetrySchedule.of("200ms").onExhausted(OnExhausted.HOLD_KEY) : RetrySchedule.of("200ms", "1s");
        Holdfast app = Holdfast.builder()
                .applicationId(args[1])
                .bootstrapServers(args[0])
                .consumerProperties(
                        classic
                                ? Map.of(
                                        "group.protocol", "classic",
                                        "session.timeout.ms", "2000",
                                        "heartbeat.interval.ms", "300")
                                : Map.of("group.protocol", "consumer"))
                .producerProperties(Map.of("transaction.timeout.ms", "4000"))
                .handle(source, handler -> handler.order(Order.KEY)
                        .with(retries)
                        .emits(args[3])
                        .runMessage((message, delivery) ->
                                (holds ? "0".equals(message.value()) : KeyedFeed.fails(message, delivery.attempt()))
                                        ? Outcome.retry("the bank is away")
                                        : Outcome.emit(Message.of(message.key(), message.value())
                                                .to(args[3]))))
                .build();
        app.start();
        while (System.in.read() >= 0) {
            // Until the parent closes it or dies.
        }
        Runtime.getRuntime().halt(0);
    }
}
