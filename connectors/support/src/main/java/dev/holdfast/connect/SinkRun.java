package dev.holdfast.connect;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One started sink task. Called by the task thread only. */
final class SinkRun implements SinkSession.Results {
    private static final Logger LOG = LoggerFactory.getLogger(SinkRun.class);

    private final SinkTaskContext context;
    private final Callable<SinkSession> opener;
    private final Backoff backoff;
    private final AtomicLong written;
    private final AtomicLong refused;
    private final AtomicLong lostSessions;

    /** Done records of a batch that is not complete yet: Connect brings the same objects again. */
    private final Set<SinkRecord> done = Collections.newSetFromMap(new IdentityHashMap<>());

    /** Reports of refused records that the dead-letter queue has not confirmed yet. */
    private final List<Future<Void>> reports = new ArrayList<>();

    private @Nullable SinkSession session;

    SinkRun(SinkTaskContext context, RetrySettings retry, Callable<SinkSession> opener, TaskMetrics metrics) {
        this.context = context;
        this.opener = opener;
        this.backoff = new Backoff(retry.first(), retry.longest(), System::nanoTime);
        this.written = metrics.counter("written-total", "Records that the other system has confirmed");
        this.refused = metrics.counter("refused-total", "Records that could not be written and were reported");
        this.lostSessions = metrics.counter("connection-lost-total", "Connections lost, or not to be had");
    }

    void put(List<SinkRecord> records) {
        List<SinkRecord> open = new ArrayList<>(records);
        open.removeAll(done);
        if (!open.isEmpty()) {
            write(open);
        }
        done.clear();
    }

    @Override
    public void written(SinkRecord record) {
        written.incrementAndGet();
        done.add(record);
    }

    @Override
    public void refused(SinkRecord record, Exception cause) {
        refused.incrementAndGet();
        String place =
                record.originalTopic() + "-" + record.originalKafkaPartition() + "@" + record.originalKafkaOffset();
        ErrantRecordReporter reporter = context.errantRecordReporter();
        if (reporter == null) {
            throw new ConnectException("Record " + place + " was refused: " + ConfigChecks.reason(cause), cause);
        }
        reports.add(reporter.report(record, cause)); // throws if errors.tolerance is none
        done.add(record);
    }

    void forget() {
        done.clear();
    }

    void stop() {
        if (session != null) {
            session.close();
            session = null;
        }
    }

    private void write(List<SinkRecord> records) {
        try {
            if (session == null) {
                session = opener.call();
            }
            session.write(records, this);
            awaitReports();
            backoff.succeeded();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConnectException("Interrupted while writing", e);
        } catch (Exception e) {
            // A RetriableException is a ConnectException, too.
            if (e instanceof ConnectException fatal && !(e instanceof RetriableException)) {
                throw fatal;
            }
            throw lost(e);
        }
    }

    @Override
    public void awaitReports() throws InterruptedException {
        try {
            for (Future<Void> report : reports) {
                report.get();
            }
        } catch (ExecutionException e) {
            throw new ConnectException("A refused record could not be reported", e);
        }
        reports.clear();
    }

    private RetriableException lost(Exception cause) {
        lostSessions.incrementAndGet();
        stop();
        Duration pause = backoff.failed(ThreadLocalRandom.current().nextDouble());
        context.timeout(Math.max(1, pause.toMillis()));
        LOG.warn("No connection, next attempt in {} ms: {}", pause.toMillis(), ConfigChecks.reason(cause));
        return new RetriableException("The connection was lost and is opened again", cause);
    }
}
