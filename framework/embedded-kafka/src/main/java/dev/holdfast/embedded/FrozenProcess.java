package dev.holdfast.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A process that got SIGSTOP, and the shell that will wake it up. The shell does so too when this JVM dies, so that no
 * stopped process, which can't notice anything, is left for ever.
 */
final class FrozenProcess {
    private static final String SCRIPT = "kill -STOP \"$0\" && echo frozen; read -r _; kill -CONT \"$0\" 2>/dev/null";
    private static final long THAW_SECONDS = 10;

    private final long pid;
    private final Process shell;

    private FrozenProcess(long pid, Process shell) {
        this.pid = pid;
        this.shell = shell;
    }

    static FrozenProcess freeze(long pid) {
        try {
            Process shell = new ProcessBuilder("sh", "-c", SCRIPT, Long.toString(pid))
                    .redirectErrorStream(true)
                    .start();
            String answer = firstLine(shell);
            if (!"frozen".equals(answer)) {
                shell.destroyForcibly();
                throw new ClusterException("Process " + pid + " can't be frozen: " + answer);
            }
            return new FrozenProcess(pid, shell);
        } catch (IOException e) {
            throw new ClusterException("Process " + pid + " can't be frozen: freezing needs a Unix shell", e);
        }
    }

    void thaw() {
        try {
            shell.getOutputStream().close();
            if (!shell.waitFor(THAW_SECONDS, TimeUnit.SECONDS)) {
                throw new ClusterException("Process " + pid + " can't be thawed");
            }
        } catch (IOException e) {
            throw new ClusterException("Process " + pid + " can't be thawed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClusterException("Interrupted while thawing process " + pid, e);
        }
    }

    private static @Nullable String firstLine(Process shell) throws IOException {
        BufferedReader output = shell.inputReader();
        return output.readLine();
    }
}
