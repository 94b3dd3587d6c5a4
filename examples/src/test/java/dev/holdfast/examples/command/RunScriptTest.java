package dev.holdfast.examples.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunScriptTest {
    @Test
    void aloneItListsTheExamples() throws IOException, InterruptedException {
        Process run = run();
        assertThat(output(run))
                .contains(
                        "  quickstart ",
                        "  payments ",
                        "  chaos ",
                        "  fuzz ",
                        "  measure ",
                        "  benchmarks ",
                        "  orders-avro ",
                        "  mysql-outbox ",
                        "  rabbitmq-bridge, nats-bridge, jms-bridge, redis-bridge, zeromq-bridge\n",
                        "Usage: examples/run <example> [options]");
        assertThat(run.waitFor()).isZero();
    }

    @Test
    void anUnknownExampleEndsWithTheList() throws IOException, InterruptedException {
        Process run = run("paiments");
        assertThat(output(run)).startsWith("There is no example 'paiments'.").contains("  payments ");
        assertThat(run.waitFor()).isEqualTo(2);
    }

    private static Process run(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("bash", Path.of("run").toString()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    private static String output(Process process) throws IOException {
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
