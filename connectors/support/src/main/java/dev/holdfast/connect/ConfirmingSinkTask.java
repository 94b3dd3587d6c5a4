package dev.holdfast.connect;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A sink whose {@code put} returns when the other system has confirmed each record, or a record was refused for good and
 * reported. So the offsets that Connect proposes for a commit, which are those of completed puts, are those of what is
 * written; nothing is buffered between puts.
 *
 * <p>A refused record goes to the dead-letter queue of the connector ({@code errors.deadletterqueue.topic.name}) if there
 * is one, alone; without {@code errors.tolerance=all} it fails the task. When the connection is lost, Connect is asked to
 * bring the same records again, and those that were confirmed before are not written twice by the same task.
 */
public abstract class ConfirmingSinkTask extends SinkTask {
    private static final Logger LOG = LoggerFactory.getLogger(ConfirmingSinkTask.class);

    private @Nullable SinkRun run;

    /** For subclasses, which Connect creates. */
    protected ConfirmingSinkTask() {}

    /**
     * Reads the configuration, before anything else is called. Opens nothing.
     *
     * @param properties the task's configuration
     * @return how to come back after the connection was lost
     */
    protected abstract RetrySettings configure(Map<String, String> properties);

    /**
     * Opens a session.
     *
     * @return the session; it is closed before this is called again
     * @throws Exception as {@link SinkSession} describes
     */
    protected abstract SinkSession open() throws Exception;

    /**
     * Where the other system says that partitions stand, if it keeps that: reading then goes on behind it, wherever Kafka's
     * committed offset is.
     *
     * @param partitions the partitions that come to this task
     * @return the last offset that is done, for the partitions that have one; none unless overridden
     * @throws Exception if the system can't be asked; Kafka's offsets count then
     */
    protected Map<TopicPartition, Long> positions(Collection<TopicPartition> partitions) throws Exception {
        return Map.of();
    }

    @Override
    public final void open(Collection<TopicPartition> partitions) {
        try {
            positions(partitions).forEach((partition, last) -> context.offset(partition, last + 1));
        } catch (ConnectException e) {
            throw e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConnectException("Interrupted while reading positions", e);
        } catch (Exception e) {
            // What is done is recognised when it is written again, too.
            LOG.warn("Positions can't be read, so Kafka's offsets count: {}", ConfigChecks.reason(e));
        }
    }

    @Override
    public final String version() {
        return ConnectorVersion.current();
    }

    @Override
    public final void start(Map<String, String> properties) {
        RetrySettings retry = configure(properties);
        run = new SinkRun(context, retry, this::open, TaskMetrics.in(() -> context.pluginMetrics()));
    }

    @Override
    public final void put(Collection<SinkRecord> records) {
        running().put(List.copyOf(records));
    }

    @Override
    public final Map<TopicPartition, OffsetAndMetadata> preCommit(Map<TopicPartition, OffsetAndMetadata> completed) {
        return completed;
    }

    /** Forgets what of a batch that is still to be completed was confirmed: its partitions may come back anew. */
    @Override
    public final void close(Collection<TopicPartition> partitions) {
        running().forget();
    }

    @Override
    public final void stop() {
        if (run != null) {
            run.stop();
        }
    }

    private SinkRun running() {
        if (run == null) {
            throw new IllegalStateException("The task was not started");
        }
        return run;
    }
}
