package dev.holdfast.connect.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** RabbitMQ, with its own port mapper for Erlang nodes. User and password are {@code guest}. */
public final class RabbitServer implements Server {
    /** Debian's program changes the user and writes to the system's folders; this is the one that it calls. */
    private static final Path BEHIND_DEBIANS_WRAPPER = Path.of("/usr/lib/rabbitmq/bin/rabbitmq-server");

    private static final Path WRAPPER = Path.of("/usr/sbin/rabbitmq-server");

    private final Path folder = TempFolder.create("rabbitmq");
    private final int port = FreePorts.next();
    private final Path ctl;
    private final Map<String, String> environment = new HashMap<>();
    private final OwnProcess portMapper;
    private final OwnProcess server;

    /**
     * Describes a server; nothing runs yet.
     *
     * @param logs the folder that its log goes to
     * @param settings more lines of {@code rabbitmq.conf}
     */
    public RabbitServer(Path logs, String... settings) {
        Path found = ServerBinary.RABBITMQ.find();
        Path program =
                found.equals(WRAPPER) && Files.isExecutable(BEHIND_DEBIANS_WRAPPER) ? BEHIND_DEBIANS_WRAPPER : found;
        ctl = program.resolveSibling("rabbitmqctl");
        int mapperPort = FreePorts.next();
        Path config = folder.resolve("rabbitmq.conf");
        write(config, "listeners.tcp.local = 127.0.0.1:" + port + "\n" + String.join("\n", settings) + "\n");
        write(folder.resolve("enabled_plugins"), "[].\n");
        environment.put("HOME", folder.toString());
        environment.put("ERL_EPMD_PORT", Integer.toString(mapperPort));
        environment.put("ERL_EPMD_ADDRESS", "127.0.0.1");
        environment.put("RABBITMQ_NODENAME", "holdfast" + port + "@localhost");
        environment.put("RABBITMQ_DIST_PORT", Integer.toString(FreePorts.next()));
        environment.put("RABBITMQ_MNESIA_BASE", folder.resolve("data").toString());
        environment.put("RABBITMQ_LOG_BASE", folder.resolve("log").toString());
        environment.put("RABBITMQ_LOGS", "-");
        environment.put("RABBITMQ_CONFIG_FILE", config.toString());
        environment.put(
                "RABBITMQ_ENABLED_PLUGINS_FILE",
                folder.resolve("enabled_plugins").toString());
        // The default waits busily, which on a small machine takes time from what is tested.
        environment.put("RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS", "+sbwt none +sbwtdcpu none +sbwtdio none");
        Path log = logs.resolve("rabbitmq-" + port + ".log");
        this.portMapper = new OwnProcess(
                "epmd", List.of("epmd", "-address", "127.0.0.1", "-port", Integer.toString(mapperPort)), Map.of(), log);
        this.server = new OwnProcess("RabbitMQ", List.of(program.toString()), environment, log);
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public void start() {
        if (!portMapper.isRunning()) {
            portMapper.start(() -> true);
        }
        server.start(() -> Sockets.answers(port, new byte[] {'A', 'M', 'Q', 'P', 0, 0, 9, 1}));
    }

    @Override
    public void stop() {
        server.stop();
    }

    @Override
    public void kill() {
        server.kill();
    }

    /**
     * How many messages a queue has, with those that consumers have and have not acknowledged.
     *
     * @param queue the queue's name
     * @return the number
     * @throws IOException if the server does not answer
     */
    public long messages(String queue) throws IOException {
        String output = control("list_queues", "--no-table-headers", "name", "messages");
        for (String line : output.lines().toList()) {
            String[] columns = line.split("\t", -1);
            if (columns.length == 2 && columns[0].equals(queue)) {
                return Long.parseLong(columns[1]);
            }
        }
        throw new IOException("RabbitMQ does not know queue " + queue + ": " + output);
    }

    /**
     * Has what is declared written from Mnesia's log to its tables. RabbitMQ 3.10 comes up without a durable queue, about once
     * in 25 times, if it is killed while the queue is in that log only (seen with 3.10.8: the log has the queue, and what is
     * made of it at the next start has not). Messages don't go through that log.
     *
     * @throws IOException if the server does not answer
     */
    public void saveDeclarations() throws IOException {
        String answer = control("eval", "mnesia:dump_log().").strip();
        if (!answer.equals("dumped")) {
            throw new IOException("RabbitMQ did not save what is declared: " + answer);
        }
    }

    @Override
    public void close() {
        server.kill();
        portMapper.kill();
        TempFolder.delete(folder);
    }

    private String control(String... arguments) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(ctl.toString(), "-q");
        builder.command().addAll(List.of(arguments));
        builder.environment().putAll(environment);
        Process process = builder.redirectErrorStream(true).start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " can't be written", e);
        }
    }
}
