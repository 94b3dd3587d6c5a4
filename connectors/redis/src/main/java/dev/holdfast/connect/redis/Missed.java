package dev.holdfast.connect.redis;

import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The alarm about entries that were gone before they were read. For the task thread. */
final class Missed {
    private static final Logger LOG = LoggerFactory.getLogger(Missed.class);

    private final AtomicLong counter;
    private final boolean fails;

    Missed(AtomicLong counter, boolean fails) {
        this.counter = counter;
        this.fails = fails;
    }

    /** Notes entries that nobody can read any more; throws if that is to stop the task. */
    void entries(String stream, long count) {
        alarm(count, count + " entries of stream " + stream + " were trimmed or deleted before they were read");
    }

    /** Notes what a position shows; throws if that is to stop the task, or if reading on would pass entries over. */
    void note(String stream, Position position, Finding finding) {
        if (finding instanceof Finding.Missed missed) {
            entries(stream, missed.count());
        } else if (finding instanceof Finding.Replaced) {
            // At least one, so that the number moves.
            alarm(1, "Stream " + stream + " was removed or replaced; what was unread of it is gone");
        } else if (finding instanceof Finding.Forgotten forgotten) {
            LOG.warn(
                    "Redis has lost {} entries of stream {} that were read before; their records are in Kafka",
                    forgotten.count(),
                    stream);
        } else if (finding instanceof Finding.Ends ends) {
            throw new ConnectException("Stream " + stream + " ends at " + ends.last() + ", but " + position.last()
                    + " was read last: has Redis lost its end, or is it another stream of the same name? Alter the"
                    + " connector's offset to " + ends.last() + " to read on, or reset it to read everything");
        }
    }

    private void alarm(long count, String message) {
        counter.addAndGet(count);
        LOG.error("{}", message);
        if (fails) {
            throw new ConnectException(message + "; alter the connector's offset to read on");
        }
    }
}
