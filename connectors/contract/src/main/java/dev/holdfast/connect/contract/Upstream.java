package dev.holdfast.connect.contract;

import dev.holdfast.connect.lab.Server;
import java.util.List;
import java.util.Map;

/** The system that a source reads from, as the contract sees it. */
public interface Upstream extends AutoCloseable {
    /**
     * The server, which runs.
     *
     * @return the server; starting and stopping it again is up to the caller
     */
    Server server();

    /**
     * Creates a place that messages are sent to: a queue, a stream.
     *
     * @param place its name
     */
    void create(String place);

    /**
     * Sends messages, in this order, and returns when the system has them for sure.
     *
     * @param place where to
     * @param bodies their bodies
     * @throws Exception if the system did not take them over; some of them may be there all the same
     */
    void send(String place, List<String> bodies) throws Exception;

    /**
     * How many messages the system still has to deliver or to be told about.
     *
     * @param place where
     * @return the number; always 0 if the system keeps no account of that
     * @throws Exception if it can't be asked
     */
    long unsettled(String place) throws Exception;

    /**
     * The configuration of a source.
     *
     * @param place where it reads
     * @param topic where it writes
     * @param port the port that it connects to, which may be a proxy's
     * @return the configuration, {@code connector.class} included; the clients' time-outs short enough for a test
     */
    Map<String, String> source(String place, String topic, int port);

    /** Gives up what the test uses itself; the server stays. */
    @Override
    void close();
}
