package dev.holdfast.connect.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** MariaDB with a database {@value #DATABASE} and a user {@value #USER} who may do everything there. */
public final class MariaDbServer implements Server {
    /** The database. */
    public static final String DATABASE = "lab";

    /** The user's name, and its password. */
    public static final String USER = "holdfast";

    private final Path folder = TempFolder.create("mariadb");
    private final int port = FreePorts.next();
    private final Path program = ServerBinary.MARIADB.find();
    private final Path log;
    private final OwnProcess server;

    /**
     * Creates an empty server; it does not run yet.
     *
     * @param logs the folder that its log goes to
     * @param options more options of {@code mariadbd}
     */
    public MariaDbServer(Path logs, String... options) {
        log = logs.resolve("mariadb-" + port + ".log");
        install();
        Path init = folder.resolve("init.sql");
        try {
            Files.writeString(
                    init,
                    "CREATE DATABASE IF NOT EXISTS " + DATABASE + " CHARACTER SET utf8mb4;\nCREATE USER IF NOT EXISTS '"
                            + USER + "'@'%' IDENTIFIED BY '" + USER + "';\nGRANT ALL ON " + DATABASE + ".* TO '" + USER
                            + "'@'%';\n");
        } catch (IOException e) {
            throw new UncheckedIOException(init + " can't be written", e);
        }
        List<String> command = new ArrayList<>(List.of(
                program.toString(),
                "--no-defaults",
                "--user=" + System.getProperty("user.name"),
                "--datadir=" + folder.resolve("data"),
                "--socket=" + folder.resolve("socket"),
                "--pid-file=" + folder.resolve("pid"),
                "--tmpdir=" + folder,
                "--bind-address=127.0.0.1",
                "--port=" + port,
                "--skip-name-resolve",
                "--innodb-buffer-pool-size=64M",
                "--init-file=" + init));
        command.addAll(List.of(options));
        this.server = new OwnProcess("MariaDB", command, Map.of(), log);
    }

    /**
     * Its address for JDBC.
     *
     * @param atPort the port to connect to, which may be a proxy's
     * @return the address, with the database
     */
    public static String url(int atPort) {
        return "jdbc:mariadb://127.0.0.1:" + atPort + "/" + DATABASE;
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public void start() {
        // The port opens after the file of commands has run.
        server.start(() -> Sockets.answers(port, new byte[0]));
    }

    @Override
    public void stop() {
        server.stop();
    }

    @Override
    public void kill() {
        server.kill();
    }

    @Override
    public void close() {
        server.kill();
        TempFolder.delete(folder);
    }

    private void install() {
        ProcessBuilder builder = new ProcessBuilder(
                        installer().toString(),
                        "--no-defaults",
                        "--user=" + System.getProperty("user.name"),
                        "--datadir=" + folder.resolve("data"),
                        "--auth-root-authentication-method=normal",
                        "--skip-test-db")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        try {
            int code = builder.start().waitFor();
            if (code != 0) {
                throw new LabException("mariadb-install-db ended with " + code + "; its log is " + log);
            }
        } catch (IOException e) {
            throw new LabException("mariadb-install-db can't be run", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabException("Interrupted while installing MariaDB's tables", e);
        }
    }

    /** Beside the server, or in the folder for programs of users, where packages put it. */
    private Path installer() {
        String name = "mariadb-install-db";
        for (Path candidate : List.of(program.resolveSibling(name), Path.of("/usr/bin", name))) {
            if (Files.isExecutable(candidate)) {
                return candidate;
            }
        }
        throw new LabException(name + " is not beside " + program + " and not in /usr/bin");
    }
}
