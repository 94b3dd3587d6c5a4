package dev.holdfast.embedded;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.ServerSocketChannel;

/** The ports of one node, all on the loopback interface; that of the detour is used only where clients are sent on one. */
record NodePorts(int node, int broker, int controller, int detour) {
    static final String HOST = "127.0.0.1";

    String brokerAddress() {
        return HOST + ":" + broker;
    }

    String controllerVoter() {
        return node + "@" + HOST + ":" + controller;
    }

    /** Says so clearly, before Kafka fails somewhere deep, if another program has taken a port while the node was down. */
    void requireFree() {
        requireFree(broker, "broker");
        requireFree(controller, "controller");
    }

    static InetSocketAddress address(int port) throws UnknownHostException {
        return new InetSocketAddress(InetAddress.getByAddress(HOST, new byte[] {127, 0, 0, 1}), port);
    }

    private void requireFree(int port, String role) {
        try (ServerSocketChannel channel = ServerSocketChannel.open()) {
            channel.bind(address(port));
        } catch (BindException e) {
            throw new ClusterException(
                    "Broker " + node + " can't start: its " + role + " port " + HOST + ":" + port
                            + " is taken by another program",
                    e);
        } catch (IOException e) {
            throw new ClusterException("Broker " + node + " can't start: " + HOST + ":" + port + " can't be bound", e);
        }
    }
}
