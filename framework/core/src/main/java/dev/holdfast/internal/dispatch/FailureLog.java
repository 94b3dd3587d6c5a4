package dev.holdfast.internal.dispatch;

import dev.holdfast.spi.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One WARN line for each failure, with coordinates and cause but never contents; at most one line in ten seconds for
 * failures that look the same (class and first frame), the next one saying how many were left out. Thread-safe.
 */
final class FailureLog {
    private static final Logger LOG = LoggerFactory.getLogger("dev.holdfast.failures");
    private static final Duration INTERVAL = Duration.ofSeconds(10);
    private static final int MOST_FINGERPRINTS = 1_000;

    private final String handler;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Line> lines = new LinkedHashMap<>();

    FailureLog(String handler) {
        this.handler = handler;
    }

    void failed(Task task, Verdict.Failed failure, String next, Instant now) {
        int leftOut = leftOut(fingerprint(failure), now);
        if (leftOut < 0) {
            return;
        }
        ConsumerRecord<byte[], byte[]> record = task.record();
        LOG.warn(
                "handler {} failed at {}-{} offset {} ({}: {}); {}{}",
                handler,
                record.topic(),
                record.partition(),
                record.offset(),
                failure.reason(),
                failure.message(),
                next,
                likeIt(leftOut),
                LOG.isDebugEnabled() ? failure.cause() : null);
    }

    /** Says what became of a record for which the handler was not called. */
    void settled(Task task, String next, Instant now) {
        int leftOut = leftOut(next, now);
        if (leftOut < 0) {
            return;
        }
        ConsumerRecord<byte[], byte[]> record = task.record();
        LOG.warn(
                "handler {} was not called for {}-{} offset {}; {}{}",
                handler,
                record.topic(),
                record.partition(),
                record.offset(),
                next,
                likeIt(leftOut));
    }

    private static String likeIt(int leftOut) {
        return leftOut == 0 ? "" : "; " + leftOut + " like it were not logged";
    }

    /** How many lines were left out since the last one of its kind; -1 if this one is to be left out, too. */
    private int leftOut(String fingerprint, Instant now) {
        lock.lock();
        try {
            Line line = lines.get(fingerprint);
            if (line != null && now.isBefore(line.at.plus(INTERVAL))) {
                line.leftOut++;
                return -1;
            }
            lines.remove(fingerprint);
            if (lines.size() >= MOST_FINGERPRINTS) {
                lines.remove(lines.keySet().iterator().next());
            }
            lines.put(fingerprint, new Line(now));
            return line == null ? 0 : line.leftOut;
        } finally {
            lock.unlock();
        }
    }

    private static String fingerprint(Verdict.Failed failure) {
        Throwable cause = failure.cause();
        if (cause == null) {
            return failure.reason();
        }
        StackTraceElement[] frames = cause.getStackTrace();
        return cause.getClass().getName() + (frames.length == 0 ? "" : "@" + frames[0]);
    }

    private static final class Line {
        private final Instant at;
        private int leftOut;

        Line(Instant at) {
            this.at = at;
        }
    }
}
