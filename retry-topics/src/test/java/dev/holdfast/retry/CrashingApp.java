package dev.holdfast.retry;

import dev.holdfast.Message;
import dev.holdfast.Order;
import dev.holdfast.Outcome;
import dev.holdfast.Topic;
import dev.holdfast.app.Holdfast;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An application in a process of its own that copies records, until one ends the process. */
final class CrashingApp {
    /** How a record ends the process. */
    static final int POISONED = 4;

    private CrashingApp() {}

    /** Arguments: bootstrap servers, group, source, output. */
    public static void main(String[] args) throws IOException {
        Holdfast app = Holdfast.builder()
                .applicationId(args[1])
                .bootstrapServers(args[0])
                .producerProperties(Map.of("transaction.timeout.ms", "4000"))
                .handle(Topic.of(args[2], byte[].class, byte[].class), handler -> handler.order(Order.KEY_UNTIL_RETRY)
                        .concurrency(8)
                        .emits(args[3])
                        .with(RetrySchedule.of("1s"))
                        .runMessage((message, delivery) -> copy(message, args[3])))
                .build();
        app.start();
        while (System.in.read() >= 0) {
            // Until the parent closes it or dies.
        }
        Runtime.getRuntime().halt(0);
    }

    private static Outcome copy(Message<byte[], byte[]> message, String output) {
        if (TierFixture.text(message.value()).equals("poison")) {
            Runtime.getRuntime().halt(POISONED);
        }
        return Outcome.emit(Message.of(message.key(), message.value()).to(output));
    }

    static Process launch(String... args) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                CrashingApp.class.getName()));
        command.addAll(List.of(args));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
