package dev.holdfast.connect;

import dev.holdfast.connect.Progress.Place;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTaskContext;

/** Notes results of {@link OffsetKeepingSession}: a refused record is in the dead-letter queue before its offset is passed. */
final class NotedResults implements SinkSession.Results {
    private final SinkTaskContext context;
    private final Progress progress;
    private final AtomicLong written;
    private final AtomicLong refused;

    NotedResults(SinkTaskContext context, Progress progress, TaskMetrics metrics) {
        this.context = context;
        this.progress = progress;
        this.written = metrics.counter("written-total", "Records that the other system has confirmed");
        this.refused = metrics.counter("refused-total", "Records that could not be written and were reported");
    }

    @Override
    public void written(SinkRecord record) {
        written.incrementAndGet();
        moveOn(record);
    }

    @Override
    public void refused(SinkRecord record, Exception cause) {
        String place =
                record.originalTopic() + "-" + record.originalKafkaPartition() + "@" + record.originalKafkaOffset();
        ErrantRecordReporter reporter = context.errantRecordReporter();
        if (reporter == null) {
            throw new ConnectException("Record " + place + " was refused: " + ConfigChecks.reason(cause), cause);
        }
        try {
            reporter.report(record, cause).get(); // report throws if errors.tolerance is none
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConnectException("Interrupted while reporting record " + place, e);
        } catch (ExecutionException e) {
            throw new ConnectException("Record " + place + " was refused and could not be reported", e);
        }
        refused.incrementAndGet();
    }

    /** A report has been waited for when it was made. */
    @Override
    public void awaitReports() {}

    private void moveOn(SinkRecord record) {
        Place place = progress.of(new TopicPartition(record.originalTopic(), record.originalKafkaPartition()));
        if (place != null) {
            place.stored(record.originalKafkaOffset());
        }
    }
}
