package dev.holdfast.connect.zeromq;

import dev.holdfast.connect.contract.Lab;
import dev.holdfast.connect.lab.FreePorts;
import dev.holdfast.connect.lab.OwnProcess;
import dev.holdfast.connect.lab.Server;
import dev.holdfast.connect.lab.ServerBinary;
import dev.holdfast.connect.lab.ServerLibrary;
import dev.holdfast.connect.lab.TempFolder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/**
 * A peer in a process of its own, which speaks ZeroMQ with libzmq: what a server is elsewhere. Each request to it has a socket of
 * its own: peers come and go.
 */
final class ZmqPeer implements Server {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int HANDSHAKE_MS = 200;
    private static final Duration WHILE_IT_STARTS = Duration.ofMillis(500);

    private final Path folder = TempFolder.create("zeromq");
    private final int port = FreePorts.next();
    private final int control = FreePorts.next();
    private final OwnProcess process;

    ZmqPeer() {
        Path program = folder.resolve("peer.py");
        try (InputStream source = ZmqPeer.class.getResourceAsStream("/peer.py")) {
            Files.copy(source, program);
        } catch (IOException e) {
            throw new UncheckedIOException("The peer's program can't be copied", e);
        }
        List<String> command = List.of(
                ServerBinary.PYTHON.find().toString(),
                program.toString(),
                ServerLibrary.LIBZMQ.find().toString(),
                Integer.toString(control),
                folder.toString());
        process = new OwnProcess("the peer", command, Map.of(), Lab.logs().resolve("peer-" + port + ".log"));
        start();
    }

    /** A peer that sends or takes, at {@link #port}, until it is closed. */
    static ZmqPeer with(String box) {
        ZmqPeer peer = new ZmqPeer();
        peer.ask("box", box, "tcp://127.0.0.1:" + peer.port());
        return peer;
    }

    /** Says something to it and returns the answer's words. */
    List<String> ask(String... words) {
        return asText(ask(
                LIMIT,
                Arrays.stream(words)
                        .map(word -> word.getBytes(StandardCharsets.UTF_8))
                        .toList()));
    }

    /** Lets one of its sockets send a message. */
    void put(String socket, byte[]... frames) {
        List<byte[]> words = new ArrayList<>(List.of(Frames.bytes("put"), Frames.bytes(socket)));
        words.addAll(Arrays.asList(frames));
        List<String> answer = asText(ask(LIMIT, words));
        if (!answer.equals(List.of("ok"))) {
            throw new IllegalStateException(socket + " could not send: " + answer);
        }
    }

    /** What one of its sockets has received, if anything: the word {@code message} and the frames, or {@code nothing}. */
    List<String> take(String socket) {
        return ask("take", socket);
    }

    /** The frames of what one of its sockets has received; empty if it has received nothing. */
    List<byte[]> takeFrames(String socket) {
        List<byte[]> answer = ask(LIMIT, List.of(Frames.bytes("take"), Frames.bytes(socket)));
        return answer.subList(1, answer.size());
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public void start() {
        process.start(() -> !ask(WHILE_IT_STARTS, List.of(Frames.bytes("ping"))).isEmpty());
    }

    @Override
    public void stop() {
        process.stop();
    }

    @Override
    public void kill() {
        process.kill();
    }

    @Override
    public void close() {
        process.kill();
        TempFolder.delete(folder);
    }

    private static List<String> asText(List<byte[]> frames) {
        if (frames.isEmpty()) {
            throw new IllegalStateException("The peer does not answer");
        }
        return frames.stream()
                .map(frame -> new String(frame, StandardCharsets.UTF_8))
                .toList();
    }

    /** Empty if there is no answer. */
    private List<byte[]> ask(Duration limit, List<byte[]> words) {
        try (ZContext context = new ZContext(1)) {
            context.setLinger(0);
            ZMQ.Socket socket = context.createSocket(SocketType.REQ);
            socket.setHandshakeIvl(HANDSHAKE_MS);
            socket.setReceiveTimeOut((int) limit.toMillis());
            socket.connect("tcp://127.0.0.1:" + control);
            Frames.send(socket, words, 0);
            List<byte[]> answer = Frames.receive(socket, 0);
            return answer == null ? List.of() : answer;
        }
    }
}
