package dev.holdfast.connect;

import java.util.List;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * One connection to the system that records go to, for as long as it lasts. Called by the task thread only.
 *
 * <p>A method that throws a {@link org.apache.kafka.connect.errors.ConnectException} fails the task; anything else thrown
 * means that the connection is lost: the session is closed, and what was not noted as written goes to the next one.
 */
public interface SinkSession extends AutoCloseable {
    /**
     * Writes records, in their order, and returns when the system has confirmed or refused each of them.
     *
     * @param records what to write; never empty
     * @param results where to note, for each record, that it is written or refused for good
     * @throws Exception if the connection is lost; what was not noted is tried again
     */
    void write(List<SinkRecord> records, Results results) throws Exception;

    /** Gives the connection up. Does not throw and does not wait for long. */
    @Override
    void close();

    /** Where a session notes what became of records. */
    interface Results {
        /**
         * The system has the record and has confirmed it.
         *
         * @param record the record
         */
        void written(SinkRecord record);

        /**
         * The record can't be written, however often it is tried.
         *
         * @param record the record
         * @param cause why, without contents of the record
         */
        void refused(SinkRecord record, Exception cause);

        /**
         * Waits until all refused records are reported. A session that keeps positions itself must call it before it stores
         * one beyond a refused record: nobody brings that record again.
         *
         * @throws InterruptedException if the thread is interrupted
         */
        void awaitReports() throws InterruptedException;
    }
}
