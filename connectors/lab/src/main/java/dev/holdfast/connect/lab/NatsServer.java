package dev.holdfast.connect.lab;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** NATS with JetStream. */
public final class NatsServer implements Server {
    private final Path folder = TempFolder.create("nats");
    private final int port = FreePorts.next();
    private final OwnProcess server;

    /**
     * Describes a server; nothing runs yet.
     *
     * @param logs the folder that its log goes to
     */
    public NatsServer(Path logs) {
        List<String> command = List.of(
                ServerBinary.NATS.find().toString(),
                "-a",
                "127.0.0.1",
                "-p",
                Integer.toString(port),
                "-js",
                "-sd",
                folder.resolve("data").toString());
        this.server = new OwnProcess("NATS", command, Map.of(), logs.resolve("nats-" + port + ".log"));
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public void start() {
        // The server greets whoever connects, and only when JetStream has recovered its data.
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
}
