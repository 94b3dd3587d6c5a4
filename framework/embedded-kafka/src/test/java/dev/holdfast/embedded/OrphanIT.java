package dev.holdfast.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OrphanIT {
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aBrokerDoesNotOutliveAKilledParent(boolean frozen) throws Exception {
        Process parent = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Parent.class.getName(),
                        Boolean.toString(frozen))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader output = parent.inputReader()) {
            String line = output.lines()
                    .filter(text -> text.startsWith("broker "))
                    .findFirst()
                    .orElseThrow();
            String[] words = line.split(" ", -1);
            ProcessHandle broker = ProcessHandle.of(Long.parseLong(words[1])).orElseThrow();
            parent.destroyForcibly().waitFor();
            broker.onExit().get(30, TimeUnit.SECONDS);
            assertThat(broker.isAlive()).isFalse();
            new ClusterDirectory(Path.of(words[2])).delete();
        }
    }

    /** Starts a broker, says which process it is, and waits to be killed. */
    static final class Parent {
        private Parent() {}

        public static void main(String[] arguments) throws InterruptedException {
            ProcessCluster cluster = ProcessCluster.start(1);
            if (Boolean.parseBoolean(arguments[0])) {
                cluster.freeze(0);
            }
            System.out.println("broker " + cluster.process(0).pid() + " " + cluster.directory());
            Thread.currentThread().join();
        }
    }
}
