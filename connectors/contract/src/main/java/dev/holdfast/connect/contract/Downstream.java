package dev.holdfast.connect.contract;

import dev.holdfast.connect.lab.Server;
import java.util.List;
import java.util.Map;

/** The system that a sink writes to, as the contract sees it. */
public interface Downstream extends AutoCloseable {
    /**
     * The server, which runs.
     *
     * @return the server; starting and stopping it again is up to the caller
     */
    Server server();

    /**
     * Creates a place that the sink writes to: a queue, a stream.
     *
     * @param place its name
     */
    void create(String place);

    /**
     * The bodies of all messages that have come to a place since it was created, in their order.
     *
     * @param place where
     * @return the bodies, as text
     * @throws Exception if the system can't be asked
     */
    List<String> received(String place) throws Exception;

    /**
     * The configuration of a sink.
     *
     * @param topic what it reads
     * @param place where it writes
     * @param port the port that it connects to, which may be a proxy's
     * @return the configuration, {@code connector.class} included; the clients' time-outs short enough for a test
     */
    Map<String, String> sink(String topic, String place, int port);

    /** Gives up what the test uses itself; the server stays. */
    @Override
    void close();
}
