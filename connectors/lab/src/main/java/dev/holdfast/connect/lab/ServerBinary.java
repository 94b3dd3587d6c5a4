package dev.holdfast.connect.lab;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

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

    /** Python, for a program that speaks ZeroMQ with a library that is not ours. */
    public static final ServerBinary PYTHON = new ServerBinary("python3", "HOLDFAST_PYTHON3", "python3");

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
        AptPackage debian = new AptPackage(aptPackage);
        debian.install(this::missing);
        return onPath().orElseThrow(() -> missing(debian.withoutIt("program")));
    }

    private LabException missing(String remark) {
        return new LabException(program + " is not there" + remark + ". Install it (apt-get install " + aptPackage
                + "), or set " + variable + " to its file, or run as root with -D" + AptPackage.INSTALL
                + "=true, or leave these tests out with -DskipServers.");
    }
}
