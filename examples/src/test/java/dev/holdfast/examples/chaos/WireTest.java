package dev.holdfast.examples.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is said over a wire, and what becomes of it. */
@Timeout(120)
class WireTest {
    private final Wire wire = new Wire();
    private ServerSocket broker;
    private Socket client;
    private Socket accepted;

    @BeforeEach
    void connect() throws IOException {
        broker = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
        wire.leadTo(broker.getLocalPort());
        client = new Socket(InetAddress.getLoopbackAddress(), wire.port());
        accepted = broker.accept();
    }

    @AfterEach
    void close() throws IOException {
        wire.close();
        client.close();
        accepted.close();
        broker.close();
    }

    @Test
    void aWholeWirePassesOnBothWays() throws IOException {
        send(client, 7);
        assertThat(next(accepted)).containsExactly(7);
        send(accepted, 8, 9);
        assertThat(next(client)).containsExactly(8, 9);
        assertThat(wire.swallowed()).isZero();
    }

    @Test
    void aSlowWirePassesOnAll() throws IOException {
        wire.become(Wire.State.SLOW);
        send(client, 1, 2);
        assertThat(next(accepted)).containsExactly(1, 2);
    }

    @Test
    void aCutWireEndsBothConnections() throws IOException {
        wire.cut();
        assertThat(client.getInputStream().read()).isEqualTo(-1);
        assertThat(accepted.getInputStream().read()).isEqualTo(-1);
    }

    @Test
    void aHalfOpenWireLosesAnswersAndIsCutInTheEnd() throws IOException {
        wire.become(Wire.State.HALF_OPEN);
        send(accepted, 8);
        send(client, 7);
        assertThat(next(accepted)).containsExactly(7);
        while (wire.swallowed() == 0) {
            Thread.onSpinWait();
        }
        wire.become(Wire.State.WHOLE);
        assertThat(client.getInputStream().read()).isEqualTo(-1);
    }

    @Test
    void whoIsCutCanComeBack() throws IOException {
        wire.cut();
        try (Socket again = new Socket(InetAddress.getLoopbackAddress(), wire.port());
                Socket acceptedAgain = broker.accept()) {
            send(again, 9);
            assertThat(next(acceptedAgain)).containsExactly(9);
        }
    }

    private static void send(Socket socket, int... message) throws IOException {
        DataOutputStream output = new DataOutputStream(socket.getOutputStream());
        output.writeInt(message.length);
        for (int one : message) {
            output.write(one);
        }
    }

    private static byte[] next(Socket socket) throws IOException {
        DataInputStream input = new DataInputStream(socket.getInputStream());
        return input.readNBytes(input.readInt());
    }
}
