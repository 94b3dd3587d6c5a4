package dev.holdfast.connect;

import java.time.Duration;
import java.util.List;

/**
 * One connection to the system that messages come from, for as long as it lasts. Called by the task thread only.
 *
 * <p>A method that throws an {@link org.apache.kafka.connect.errors.ConnectException} fails the task: the cause is one that
 * waiting does not mend, as a wrong password. Anything else thrown means that the connection is lost: the session is
 * closed, what it delivered and has not acknowledged is forgotten (the system delivers it again), and a new session is
 * opened after a pause.
 *
 * @param <M> what is needed to acknowledge a message
 */
public interface UpstreamSession<M> extends AutoCloseable {
    /**
     * Takes messages, in the order in which they are to be written.
     *
     * @param atMost how many, at least 1
     * @param patience how long to wait for the first one
     * @return the records; empty if there was none in that time
     * @throws Exception if the connection is lost
     */
    List<UpstreamRecord<M>> receive(int atMost, Duration patience) throws Exception;

    /**
     * Tells the system that messages of this session are done. They come in no particular order.
     *
     * @param written those that Kafka has, or that were left out and are to be acknowledged all the same
     * @param rejected those that were left out and that {@link OnDropped#REJECT} wants refused
     * @throws Exception if the connection is lost
     */
    void settle(List<UpstreamRecord<M>> written, List<UpstreamRecord<M>> rejected) throws Exception;

    /**
     * Tells the system that work goes on with messages that are not settled yet; called at every poll.
     *
     * @param unsettled the records on their way to Kafka, oldest first
     * @throws Exception if the connection is lost
     */
    default void keepAlive(Iterable<UpstreamRecord<M>> unsettled) throws Exception {}

    /** Gives the connection up; what is not acknowledged goes back. Does not throw and does not wait for long. */
    @Override
    void close();
}
