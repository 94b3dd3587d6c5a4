package dev.holdfast.examples.ordersavro;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrdersAvroIT {
    private static final long SECONDS = 120;

    @TempDir
    private Path directory;

    @Test
    void version2ReadsVersion1AndVersion3IsRefused() throws Exception {
        Path output = directory.resolve("output");
        Process example = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-Dholdfast.examples.log=" + directory.resolve("log"),
                        OrdersAvro.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            boolean ended = example.waitFor(SECONDS, TimeUnit.SECONDS);
            String printed = Files.readString(output);
            assertThat(ended).as(printed).isTrue();
            assertThat(example.exitValue()).as(printed).isZero();
            assertThat(printed)
                    .contains(
                            "  shipping 1 teapot to customer-1, standard",
                            "  shipping 3 teapot to customer-3, standard")
                    .contains("field 'warehouse' is missing in what was written, and has no default")
                    .contains("at handler Stock.take (parameter 1 'order')");
        } finally {
            example.destroyForcibly();
        }
    }
}
