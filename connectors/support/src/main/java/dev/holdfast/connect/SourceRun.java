package dev.holdfast.connect;

import dev.holdfast.connect.UpstreamRecord.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One started source task. {@link #committed} may come on any thread, the rest is called by the task thread. */
final class SourceRun<M> {
    private static final Logger LOG = LoggerFactory.getLogger(SourceRun.class);

    private final SourceSettings settings;
    private final Callable<UpstreamSession<M>> opener;
    private final boolean deliversAgain;
    private Window<M> window;
    private final Backoff backoff;
    private final AtomicLong inFlight = new AtomicLong();
    private final AtomicLong acknowledged;
    private final AtomicLong dropped;
    private final AtomicLong abandoned;
    private final AtomicLong lostSessions;
    private @Nullable UpstreamSession<M> session;
    private volatile @Nullable Thread taskThread;
    private long poll;
    private long committedPoll;

    SourceRun(
            SourceSettings settings, Callable<UpstreamSession<M>> opener, boolean deliversAgain, TaskMetrics metrics) {
        this.settings = settings;
        this.opener = opener;
        this.deliversAgain = deliversAgain;
        this.window = new Window<>(settings.maxInFlight());
        this.backoff = new Backoff(settings.retry().first(), settings.retry().longest(), System::nanoTime);
        this.acknowledged =
                metrics.counter("acknowledged-total", "Messages acknowledged after Kafka had their records");
        this.dropped = metrics.counter("dropped-total", "Messages whose records were filtered or could not be written");
        this.abandoned = metrics.counter(
                "abandoned-total",
                "Messages in flight when their connection was lost; their system delivers them again");
        this.lostSessions = metrics.counter("connection-lost-total", "Connections lost, or not to be had");
        metrics.gauge("in-flight", "Messages between their system and Kafka", inFlight::get);
    }

    List<UpstreamRecord<M>> poll() throws InterruptedException {
        taskThread = Thread.currentThread();
        poll++;
        window.dropUndecided(committedPoll);
        try {
            UpstreamSession<M> open = settledSession();
            if (open == null) {
                return List.of();
            }
            open.keepAlive(window.records());
            if (window.room() <= 0) {
                window.awaitDecision(SourceSettings.PATIENCE);
                return List.of();
            }
            List<UpstreamRecord<M>> received =
                    open.receive(Math.min(window.room(), settings.batchMaxRecords()), SourceSettings.PATIENCE);
            window.add(received, poll);
            inFlight.set(window.size());
            backoff.succeeded();
            return received;
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            // A RetriableException is a ConnectException, too.
            if (e instanceof ConnectException fatal && !(e instanceof RetriableException)) {
                throw fatal;
            }
            lost(e);
            return List.of();
        }
    }

    /** The batch of the current poll may be half written (Connect commits also when it pauses); older ones are complete. */
    void committed() {
        if (Thread.currentThread() == taskThread) {
            committedPoll = poll - 1;
        }
    }

    void stop() {
        UpstreamSession<M> open = session;
        session = null;
        if (open == null) {
            return;
        }
        try {
            settle(open);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            LOG.warn("Interrupted while acknowledging the last messages; they will come again");
        } catch (Exception e) {
            LOG.warn("The last messages could not be acknowledged and will come again: {}", ConfigChecks.reason(e));
        } finally {
            open.close();
        }
    }

    private @Nullable UpstreamSession<M> settledSession() throws Exception {
        if (session == null) {
            Duration pause = backoff.left();
            if (!pause.isZero()) {
                Duration part = pause.compareTo(SourceSettings.PATIENCE) < 0 ? pause : SourceSettings.PATIENCE;
                window.awaitDecision(part);
                return null;
            }
            session = opener.call();
        }
        settle(session);
        return session;
    }

    private void settle(UpstreamSession<M> open) throws Exception {
        List<UpstreamRecord<M>> decided = window.takeDecided();
        if (decided.isEmpty()) {
            return;
        }
        List<UpstreamRecord<M>> done = new ArrayList<>(decided.size());
        List<UpstreamRecord<M>> rejected = new ArrayList<>();
        for (UpstreamRecord<M> record : decided) {
            boolean reject = record.outcome() == Outcome.DROPPED && settings.onDropped() == OnDropped.REJECT;
            (reject ? rejected : done).add(record);
        }
        try {
            open.settle(done, rejected);
        } catch (Exception e) {
            decided.forEach(window::decided); // for the next session, if it has the same window
            throw e;
        }
        dropped.addAndGet(decided.stream()
                .filter(record -> record.outcome() == Outcome.DROPPED)
                .count());
        acknowledged.addAndGet(done.size());
        window.trim();
        inFlight.set(window.size());
    }

    private void lost(Exception cause) {
        lostSessions.incrementAndGet();
        if (session != null) {
            session.close();
            session = null;
        }
        if (deliversAgain) {
            // What was in the old one is decided about in vain from now on.
            abandoned.addAndGet(window.size());
            window = new Window<>(settings.maxInFlight());
            inFlight.set(0);
        }
        Duration pause = backoff.failed(ThreadLocalRandom.current().nextDouble());
        LOG.warn("No connection, next attempt in {} ms: {}", pause.toMillis(), ConfigChecks.reason(cause));
    }
}
