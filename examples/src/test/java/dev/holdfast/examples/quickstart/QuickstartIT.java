package dev.holdfast.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuickstartIT {
    private static final Path SOURCE = Path.of("quickstart/src/main/java/Quickstart.java");
    private static final long SECONDS = 90;

    @TempDir
    private Path directory;

    @Test
    void startsABrokerAndHandlesWhatItPublishes() throws Exception {
        Path output = directory.resolve("output");
        // Java compiles a single source file that it is given, so this needs nothing but the class path.
        ProcessBuilder command = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        SOURCE.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        command.environment().remove("KAFKA_BOOTSTRAP_SERVERS");
        Process quickstart = command.start();
        try {
            boolean ended = quickstart.waitFor(SECONDS, TimeUnit.SECONDS);
            String printed = Files.readString(output);
            assertThat(ended).as(printed).isTrue();
            assertThat(quickstart.exitValue()).as(printed).isZero();
            assertThat(printed.lines().filter(line -> line.startsWith("shipping ")))
                    .containsExactlyInAnyOrder(
                            "shipping 2 teapots to ada", "shipping 6 cups to bob", "shipping 12 spoons to cyd");
            // Holdfast's own loggers: a broker on a busy machine complains of being slow.
            assertThat(printed.lines().filter(line -> line.matches(".* (WARN|ERROR) .*\\bd(ev)?\\.h.*")))
                    .as(printed)
                    .isEmpty();
        } finally {
            quickstart.destroyForcibly();
        }
    }

    @Test
    void theReadmeShowsExactlyThisFile() throws IOException {
        String readme = Files.readString(Path.of("../README.md"));
        assertThat(readme).contains("```java\n" + Files.readString(SOURCE) + "```\n");
    }

    @Test
    void fitsOnAScreen() throws IOException {
        assertThat(Files.readAllLines(SOURCE)).hasSizeLessThanOrEqualTo(40);
    }

    @Test
    void itsPomNamesTheVersionThatIsBuilt() throws IOException {
        String built = group("<artifactId>holdfast-parent</artifactId>\\s*<version>([^<]+)<", Path.of("../pom.xml"));
        Path pom = Path.of("quickstart/pom.xml");
        assertThat(group("<holdfast.version>([^<]+)<", pom)).isEqualTo(built);
        assertThat(Files.readString(pom)).doesNotContain("<parent>");
        for (String artifact : List.of("holdfast", "holdfast-embedded-kafka")) {
            assertThat(Files.readString(pom)).contains("<artifactId>" + artifact + "</artifactId>");
        }
    }

    private static String group(String pattern, Path file) throws IOException {
        Matcher matcher = Pattern.compile(pattern).matcher(Files.readString(file));
        assertThat(matcher.find()).as(pattern).isTrue();
        return matcher.group(1);
    }
}
