package dev.holdfast.connect;

import dev.holdfast.connect.UpstreamRecord.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.jspecify.annotations.Nullable;

/**
 * A source that acknowledges a message when, and only when, its record is in Kafka, with and without exactly-once support of
 * the worker.
 *
 * <ul>
 *   <li>{@code commitRecord} may come on any thread and only marks the record; messages are acknowledged by the task thread
 *       at its next poll, or when it stops.
 *   <li>A worker with exactly-once support does not report records that a transformation dropped. It does call {@code commit}
 *       on the task thread after each transaction, and also when there was nothing to write; whatever was polled before the
 *       poll before that, and was not reported, was dropped. (A worker without it calls {@code commit} on another thread, or
 *       on the task thread when no poll will follow; neither says anything about records.)
 *   <li>When the connection is lost the task stays running and connects again. What is on its way then reaches Kafka and is
 *       delivered again by the system: these are the duplicates that at-least-once delivery allows.
 * </ul>
 *
 * @param <M> what is needed to acknowledge a message
 */
public abstract class AckingSourceTask<M> extends SourceTask {
    private @Nullable SourceRun<M> run;
    private @Nullable TaskMetrics metrics;

    /** For subclasses, which Connect creates. */
    protected AckingSourceTask() {}

    /**
     * Reads the configuration, before anything else is called. Opens nothing.
     *
     * @param properties the task's configuration
     * @return what of it concerns all sources
     */
    protected abstract SourceSettings configure(Map<String, String> properties);

    /**
     * Opens a session.
     *
     * @return the session; it is closed before this is called again
     * @throws Exception as {@link UpstreamSession} describes
     */
    protected abstract UpstreamSession<M> open() throws Exception;

    /**
     * Whether the system itself delivers again what a lost session had delivered and not acknowledged. If not, what is on its
     * way stays in flight over the loss, and the next session is told what became of it.
     *
     * @return true unless overridden
     */
    protected boolean deliversAgain() {
        return true;
    }

    @Override
    public final String version() {
        return ConnectorVersion.current();
    }

    @Override
    public final void start(Map<String, String> properties) {
        SourceSettings settings = configure(properties);
        TaskMetrics shown = TaskMetrics.in(() -> context.pluginMetrics());
        metrics = shown;
        run = new SourceRun<>(settings, this::open, deliversAgain(), shown);
    }

    /**
     * Adds a number to those that every source shows, once and not before the first session is opened.
     *
     * @param name its name, which ends with {@code -total}
     * @param description what it counts
     * @return the number, which only grows
     */
    protected final AtomicLong counter(String name, String description) {
        if (metrics == null) {
            throw new IllegalStateException("The task was not started");
        }
        return metrics.counter(name, description);
    }

    @Override
    public final @Nullable List<SourceRecord> poll() throws InterruptedException {
        List<UpstreamRecord<M>> records = running().poll();
        return records.isEmpty() ? null : new ArrayList<>(records);
    }

    @Override
    public final void commitRecord(SourceRecord record, @Nullable RecordMetadata metadata) {
        if (record instanceof UpstreamRecord<?> ours) {
            ours.decide(metadata == null ? Outcome.DROPPED : Outcome.WRITTEN);
        }
    }

    @Override
    public final void commit() {
        running().committed();
    }

    /** Acknowledges what is in Kafka and closes the session. Comes on the task thread, after the last poll. */
    @Override
    public final void stop() {
        if (run != null) {
            run.stop();
        }
    }

    private SourceRun<M> running() {
        if (run == null) {
            throw new IllegalStateException("The task was not started");
        }
        return run;
    }
}
