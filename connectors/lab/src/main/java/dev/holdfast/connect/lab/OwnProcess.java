package dev.holdfast.connect.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A server as a process of its own, which can be ended softly, hard, and started again with the same command. It does not
 * survive this JVM: a shell beside it waits for the end of its standard input, and ends it then.
 */
public final class OwnProcess {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int LAST_LINES = 30;

    /** Runs the command in its own session, tells its id, and kills that whole session when standard input ends. */
    private static final String GUARD =
            """
            log=$1; shift
            exec 3<&0
            setsid "$@" >>"$log" 2>&1 </dev/null 3<&- &
            pid=$!
            echo $pid
            { read -r _ <&3; kill -KILL -- -$pid; } 2>/dev/null &
            reader=$!
            wait $pid
            kill $reader
            """;

    private final String name;
    private final List<String> command;
    private final Map<String, String> environment;
    private final Path log;
    private @Nullable Process guard;
    private @Nullable ProcessHandle process;

    /**
     * Describes a process; nothing runs yet.
     *
     * @param name what to call it in messages
     * @param command the command
     * @param environment what to add to the environment
     * @param log the file that its output is added to
     */
    public OwnProcess(String name, List<String> command, Map<String, String> environment, Path log) {
        this.name = name;
        this.command = List.copyOf(command);
        this.environment = Map.copyOf(environment);
        this.log = log;
    }

    /**
     * Starts it and waits until it is ready.
     *
     * @param ready whether it is; asked again and again
     * @throws LabException if it ends before, or is not ready after two minutes; the message has the end of its log
     */
    public synchronized void start(Callable<Boolean> ready) {
        if (isRunning()) {
            throw new IllegalStateException(name + " runs already");
        }
        ProcessHandle started = launch();
        try {
            Waiting.until(name + " is ready", LIMIT, () -> {
                if (!started.isAlive()) {
                    throw new LabException(name + " ended while it started");
                }
                return ready.call();
            });
        } catch (LabException e) {
            kill();
            throw new LabException(e.getMessage() + ". The end of its log " + log + ":\n" + lastLines(), e);
        }
    }

    /** Asks it to end (TERM) and waits until it has. */
    public synchronized void stop() {
        running().destroy();
        awaitEnd();
    }

    /** Ends it at once (KILL), and whatever it has started. Does nothing if it isn't running. */
    public synchronized void kill() {
        if (process != null) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            awaitEnd();
        }
    }

    /**
     * Stops the process from doing anything (STOP) or lets it go on (CONT).
     *
     * @param frozen whether it is to stand still
     */
    public synchronized void freeze(boolean frozen) {
        String signal = frozen ? "-STOP" : "-CONT";
        try {
            int code = new ProcessBuilder(
                            "kill", signal, Long.toString(running().pid()))
                    .start()
                    .waitFor();
            if (code != 0) {
                throw new LabException(name + " can't be given the signal " + signal);
            }
        } catch (IOException e) {
            throw new LabException(name + " can't be given the signal " + signal, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabException("Interrupted while signalling " + name, e);
        }
    }

    /**
     * Whether it runs.
     *
     * @return true while the process is there
     */
    public synchronized boolean isRunning() {
        return process != null && process.isAlive();
    }

    private ProcessHandle launch() {
        try {
            ProcessBuilder builder = new ProcessBuilder("sh", "-c", GUARD, "guard", log.toString());
            builder.command().addAll(command);
            builder.environment().putAll(environment);
            guard = builder.redirectErrorStream(true).start();
            String pid = guard.inputReader().readLine();
            process = ProcessHandle.of(Long.parseLong(pid))
                    .orElseThrow(() -> new LabException(name + " ended at once; its log is " + log));
            return process;
        } catch (IOException | NumberFormatException e) {
            throw new LabException(name + " can't be started: " + command, e);
        }
    }

    private ProcessHandle running() {
        if (process == null || !process.isAlive()) {
            throw new IllegalStateException(name + " isn't running");
        }
        return process;
    }

    private void awaitEnd() {
        Process watched = guard;
        if (watched == null) {
            return;
        }
        try {
            // The guard ends when the process has.
            if (!watched.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new LabException(name + " did not end within " + LIMIT.toSeconds() + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabException("Interrupted while waiting for the end of " + name, e);
        }
        process = null;
        guard = null;
    }

    private String lastLines() {
        try (Stream<String> lines = Files.lines(log)) {
            List<String> all = lines.toList();
            return String.join("\n", all.subList(Math.max(0, all.size() - LAST_LINES), all.size()));
        } catch (IOException e) {
            return "(it can't be read: " + e + ")";
        }
    }
}
