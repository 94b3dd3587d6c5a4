package dev.holdfast.examples.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** An instance's process. Calls come from one thread at a time. */
final class Instance implements AutoCloseable {
    private static final String FREEZE = "kill -STOP \"$0\" && sleep \"$1\"; kill -CONT \"$0\"";
    private static final long END_SECONDS = 120;

    private final Process process;

    private Instance(Process process) {
        this.process = process;
    }

    /**
     * Starts the program.
     *
     * @param log where it logs
     * @param arguments of {@link ChaosApp}
     */
    static Instance start(Path log, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-Dholdfast.examples.log=" + log,
                "-cp",
                System.getProperty("java.class.path"),
                ChaosApp.class.getName()));
        command.addAll(arguments);
        return new Instance(run(new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(Path.of(log + ".out").toFile())));
    }

    boolean isAlive() {
        return process.isAlive();
    }

    void kill() throws InterruptedException {
        process.destroyForcibly();
        awaitEnd(process);
    }

    /** SIGTERM. */
    void stop() throws InterruptedException {
        process.destroy();
        awaitEnd(process);
    }

    /** Stops the process for some seconds. A shell wakes it up, so that it does not sleep for ever if this process ends. */
    void freeze(int seconds) throws InterruptedException {
        awaitEnd(run(new ProcessBuilder("sh", "-c", FREEZE, Long.toString(process.pid()), Integer.toString(seconds))));
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private static Process run(ProcessBuilder builder) {
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException("A process can't be started", e);
        }
    }

    private static void awaitEnd(Process process) throws InterruptedException {
        if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("Process " + process.pid() + " does not end within " + END_SECONDS + " s");
        }
    }
}
