package dev.holdfast.examples.payments;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.embedded.KafkaCluster;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The program as people start it, on a cluster that the tests share: each run must tell its payments from the others'. */
@Timeout(300)
class PaymentsIT {
    private static KafkaCluster cluster;

    @TempDir
    private Path folder;

    @BeforeAll
    static void startBrokers() {
        cluster = KafkaCluster.start(3);
    }

    @AfterAll
    static void stopBrokers() {
        cluster.close();
    }

    @Test
    void nothingIsLostAndTheSummarySaysSo() throws IOException, InterruptedException {
        Path json = folder.resolve("out.json");
        Process process = start("--records", "2000", "--json", json.toString());
        List<String> lines = readUntil(process, "no such line");
        assertThat(process.waitFor()).as(String.join("\n", lines)).isZero();

        JsonNode summary = new ObjectMapper().readTree(json.toFile());
        assertThat(summary.fieldNames())
                .toIterable()
                .contains("published", "handled", "retried", "deadLettered", "redriven", "lost", "seconds");
        assertThat(summary.get("published").asInt()).isEqualTo(2_000);
        assertThat(summary.get("retried").asInt()).isPositive();
        assertThat(summary.get("redriven").asInt()).isPositive();
        assertThat(summary.get("deadLettered").asInt()).isPositive();
        assertThat(summary.get("handled").asInt() + summary.get("deadLettered").asInt())
                .isEqualTo(2_000);
        assertThat(summary.get("duplicates").asInt()).isZero();
        assertThat(summary.get("lost").asInt()).isZero();
        assertThat(summary.get("outOfOrder").asInt()).isZero();
        assertThat(lines)
                .anySatisfy(line -> assertThat(line).matches(" *lost +0 .*"))
                .anySatisfy(line -> assertThat(line).matches(" *not-retryable +[1-9].* CardDeclinedException"))
                .anySatisfy(line -> assertThat(line).matches(" *retries-exhausted +[1-9].* BankTimeoutException"))
                .anySatisfy(line -> assertThat(line).matches(" *undecodable +2.*"));
    }

    @Test
    void aSignalStopsPublishingAndWhatWasPublishedIsHandled() throws IOException, InterruptedException {
        Path json = folder.resolve("out.json");
        Process process = start("--records", "1000000", "--rate", "500", "--json", json.toString());
        readUntil(process, "published [1-9].*");
        // Process.destroy() would close the output, too.
        process.toHandle().destroy();
        List<String> lines = readUntil(process, "no such line");
        assertThat(process.waitFor()).as(String.join("\n", lines)).isZero();

        JsonNode summary = new ObjectMapper().readTree(json.toFile());
        assertThat(summary.get("published").asInt()).isBetween(1, 100_000);
        assertThat(summary.get("handled").asInt() + summary.get("deadLettered").asInt())
                .isEqualTo(summary.get("published").asInt());
        assertThat(summary.get("lost").asInt()).isZero();
    }

    @Test
    void aWrongOptionEndsWithOneLineAndTheUsage() throws IOException, InterruptedException {
        Process process = start("--records", "some");
        assertThat(readUntil(process, "no such line"))
                .startsWith("--records takes a whole number from 1 to 100000000, not 'some'")
                .contains("Usage: examples/run payments [options]");
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(2);
    }

    private Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dholdfast.examples.log=" + folder.resolve("example.log"),
                "-cp",
                System.getProperty("java.class.path"),
                Payments.class.getName(),
                "--bootstrap-servers",
                cluster.bootstrapServers()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .directory(Files.createDirectories(folder.resolve("work")).toFile())
                .start();
    }

    /** Reads on until a line holds what matches, or to the end. */
    private static List<String> readUntil(Process process, String pattern) throws IOException {
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        List<String> lines = new ArrayList<>();
        String line = output.readLine();
        while (line != null) {
            lines.add(line);
            if (line.matches(".*" + pattern)) {
                return lines;
            }
            line = output.readLine();
        }
        return lines;
    }
}
