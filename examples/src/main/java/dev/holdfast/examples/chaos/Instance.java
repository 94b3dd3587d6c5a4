package dev.holdfast.examples.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** An instance's process. Calls come from one thread at a time. */
final class Instance implements AutoCloseable {
    private static final String FREEZE = "kill -STOP \"$0\" && echo frozen; read -r _; kill -CONT \"$0\"";

    /** The exit code of an application that was told to end and had nothing against it. */
    private static final int STOPPED = 0;

    private static final long END_SECONDS = 120;

    private final String name;
    private final Path output;
    private final Process process;

    private Instance(String name, Path output, Process process) {
        this.name = name;
        this.output = output;
        this.process = process;
    }

    /**
     * Starts the program.
     *
     * @param logs where it logs
     * @param options what it is told
     */
    static Instance start(Path logs, AppOptions options) {
        Path log = logs.resolve(options.name() + ".log");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-Dholdfast.examples.log=" + log,
                "-cp",
                System.getProperty("java.class.path"),
                ChaosApp.class.getName()));
        command.addAll(options.arguments());
        Path output = logs.resolve(options.name() + ".out");
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(output.toFile())
                .redirectError(logs.resolve(options.name() + ".err").toFile());
        return new Instance(options.name(), output, run(builder));
    }

    /** Whether it has handled a record: it says so, and nothing else. */
    boolean hasHandled() {
        return output.toFile().length() > 0;
    }

    /** The name of this run. */
    String name() {
        return name;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** SIGKILL, without waiting. */
    void killNow() {
        process.destroyForcibly();
    }

    /** SIGTERM, without waiting; and without closing its input, by which it would find itself orphaned. */
    void terminate() {
        process.toHandle().destroy();
    }

    /** What it ended with; waits for that. */
    int exitCode() throws InterruptedException {
        awaitEnd(process);
        return process.exitValue();
    }

    void kill() throws InterruptedException {
        process.destroyForcibly();
        awaitEnd(process);
    }

    /** SIGTERM; whether it ended in good order. */
    boolean stop() throws InterruptedException {
        terminate();
        return exitCode() == STOPPED;
    }

    /**
     * Stops the process until somebody lets it go on.
     *
     * @return the shell that will {@link #thaw} it, also when this process ends, lest it sleep for ever
     */
    Process freeze() {
        Process shell = run(new ProcessBuilder("sh", "-c", FREEZE, Long.toString(process.pid())));
        try {
            if (!"frozen".equals(shell.inputReader().readLine())) {
                throw new IllegalStateException("Process " + process.pid() + " can't be frozen");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Process " + process.pid() + " can't be frozen", e);
        }
        return shell;
    }

    static void thaw(Process shell) throws InterruptedException {
        try {
            shell.getOutputStream().close();
        } catch (IOException e) {
            throw new UncheckedIOException("A process can't be thawed", e);
        }
        awaitEnd(shell);
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
