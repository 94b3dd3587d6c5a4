package dev.holdfast.connect.zeromq;

import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts what does not become a record, over all sessions of a task, and warns of it. For the task thread. */
final class Losses {
    private static final Logger LOG = LoggerFactory.getLogger(Losses.class);

    private final AtomicLong missing;
    private final AtomicLong malformed;
    private final SeldomWarning missingWarning = new SeldomWarning();
    private final SeldomWarning malformedWarning = new SeldomWarning();

    Losses(AtomicLong missing, AtomicLong malformed) {
        this.missing = missing;
        this.malformed = malformed;
    }

    void missing(long count, Sequences.Position before) {
        long total = missing.addAndGet(count);
        if (missingWarning.isDue()) {
            LOG.warn("{} messages are missing before number {}; {} so far", count, before.value(), total);
        }
    }

    void malformed(MalformedMessageException e) {
        long total = malformed.incrementAndGet();
        if (malformedWarning.isDue()) {
            LOG.warn("A message is not taken: {}; {} so far", e.reason(), total);
        }
    }
}
