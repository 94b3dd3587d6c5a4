package dev.holdfast.connect;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;
import org.jspecify.annotations.Nullable;

/**
 * A sink whose system keeps the offsets with the records, so that each record has its effect once. The system's offsets are
 * the ones that count: a task begins behind them whatever Kafka has committed, and goes back to them when the system has lost
 * what it had confirmed. Kafka is told no offset that the system does not have.
 *
 * <p>Refused records and lost connections are dealt with as {@link ConfirmingSinkTask} does.
 */
public abstract class OffsetKeepingSinkTask extends SinkTask {
    private @Nullable OffsetKeepingRun run;

    /** For subclasses, which Connect creates. */
    protected OffsetKeepingSinkTask() {}

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
    protected abstract OffsetKeepingSession openSession() throws Exception;

    @Override
    public final String version() {
        return ConnectorVersion.current();
    }

    @Override
    public final void start(Map<String, String> properties) {
        RetrySettings retry = configure(properties);
        run = new OffsetKeepingRun(context, retry, this::openSession, TaskMetrics.in(() -> context.pluginMetrics()));
    }

    @Override
    public final void open(Collection<TopicPartition> partitions) {
        running().opened(partitions);
    }

    @Override
    public final void put(Collection<SinkRecord> records) {
        running().put(List.copyOf(records));
    }

    @Override
    public final Map<TopicPartition, OffsetAndMetadata> preCommit(Map<TopicPartition, OffsetAndMetadata> completed) {
        return running().committable(completed);
    }

    @Override
    public final void close(Collection<TopicPartition> partitions) {
        running().closed(partitions);
    }

    @Override
    public final void stop() {
        if (run != null) {
            run.stop();
        }
    }

    private OffsetKeepingRun running() {
        if (run == null) {
            throw new IllegalStateException("The task was not started");
        }
        return run;
    }
}
