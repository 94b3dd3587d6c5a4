package dev.holdfast.connect.lab;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Redis that writes each command to disk before it answers, so that a kill loses nothing it has answered. */
public final class RedisServer implements Server {
    private final Path folder = TempFolder.create("redis");
    private final int port = FreePorts.next();
    private final OwnProcess server;

    /**
     * Describes a server; nothing runs yet.
     *
     * @param logs the folder that its log goes to
     * @param options more options of {@code redis-server}, which win over those set here
     */
    public RedisServer(Path logs, String... options) {
        List<String> command = new ArrayList<>(List.of(
                ServerBinary.REDIS.find().toString(),
                "--bind",
                "127.0.0.1",
                "--port",
                Integer.toString(port),
                "--dir",
                folder.toString(),
                "--save",
                "",
                "--appendonly",
                "yes",
                "--appendfsync",
                "always"));
        command.addAll(List.of(options));
        this.server = new OwnProcess("Redis", command, Map.of(), logs.resolve("redis-" + port + ".log"));
    }

    /**
     * Describes a node of a cluster, which knows no other node and has no slots yet.
     *
     * @param logs the folder that its log goes to
     * @return the node
     */
    public static RedisServer node(Path logs) {
        return new RedisServer(logs, "--cluster-enabled", "yes", "--cluster-port", Integer.toString(FreePorts.next()));
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public void start() {
        // While it reads its file it accepts connections and refuses commands; of a password it may speak.
        server.start(() -> {
            String line = Sockets.firstLine(port, "PING\r\n".getBytes(StandardCharsets.UTF_8));
            return !line.isEmpty() && !line.startsWith("-LOADING");
        });
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
}
