package dev.holdfast.connect.lab;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A program of a server: named by an environment variable, else on the PATH, else installed from the system's packages if
 * {@code -Dholdfast.install=true} allows that and this runs as root.
 *
 * @param program its file name
 * @param variable the environment variable that may name the file
 * @param aptPackage the Debian package that has it
 */
public record ServerBinary(String program, String variable, String aptPackage) {
    /** RabbitMQ. */
    public static final ServerBinary RABBITMQ =
            new ServerBinary("rabbitmq-server", "HOLDFAST_RABBITMQ_SERVER", "rabbitmq-server");

    /** NATS. */
    public static final ServerBinary NATS = new ServerBinary("nats-server", "HOLDFAST_NATS_SERVER", "nats-server");

    /** MariaDB. */
    public static final ServerBinary MARIADB =
            new ServerBinary("mariadbd", "HOLDFAST_MARIADB_SERVER", "mariadb-server");

    /** Redis. */
    public static final ServerBinary REDIS = new ServerBinary("redis-server", "HOLDFAST_REDIS_SERVER", "redis-server");

    private static final Logger LOG = LoggerFactory.getLogger(ServerBinary.class);
    private static final String INSTALL = "holdfast.install";

    /** Seconds; another build on the machine may be installing, too. */
    private static final String WAIT_FOR_OTHERS = "DPkg::Lock::Timeout=300";

    /**
     * Finds the program.
     *
     * @return the file
     * @throws LabException if it is not there and can't be installed; the message says what to do
     */
    public Path find() {
        String named = System.getenv(variable);
        if (named != null) {
            Path file = Path.of(named);
            if (!Files.isExecutable(file)) {
                throw new LabException(variable + " names " + named + ", which is no program");
            }
            return file;
        }
        return onPath().orElseGet(this::installed);
    }

    private Optional<Path> onPath() {
        // Packages put servers into sbin, which is not on every user's PATH.
        String path = System.getenv().getOrDefault("PATH", "") + File.pathSeparator + "/usr/sbin";
        return Stream.of(path.split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private Path installed() {
        if (!Boolean.getBoolean(INSTALL)) {
            throw missing("");
        }
        if (!"root".equals(System.getProperty("user.name"))) {
            throw missing(" (-D" + INSTALL + "=true installs it only as root)");
        }
        LOG.info("Installing {} from the system's packages", aptPackage);
        if (!install()) {
            run("apt-get", "update");
            if (!install()) {
                throw missing(" (apt-get could not install it; its output is in the log)");
            }
        }
        return onPath().orElseThrow(() -> missing(" (the package " + aptPackage + " is there, but not the program)"));
    }

    private boolean install() {
        return run("apt-get", "-o", WAIT_FOR_OTHERS, "install", "-y", "--no-install-recommends", aptPackage);
    }

    private LabException missing(String remark) {
        return new LabException(program + " is not there" + remark + ". Install it (apt-get install " + aptPackage
                + "), or set " + variable + " to its file, or run as root with -D" + INSTALL
                + "=true, or leave these tests out with -DskipServers.");
    }

    /** Runs a command of the package system; services that packages bring must not start. */
    private static boolean run(String... command) {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("DEBIAN_FRONTEND", "noninteractive");
        builder.environment().put("RUNLEVEL", "1");
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            List<String> output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            boolean succeeded = process.waitFor() == 0;
            if (!succeeded) {
                LOG.warn("{} failed:\n{}", String.join(" ", command), String.join("\n", output));
            }
            return succeeded;
        } catch (IOException e) {
            LOG.warn("{} can't be run: {}", String.join(" ", command), e.toString());
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabException("Interrupted while running " + command[0], e);
        }
    }
}
