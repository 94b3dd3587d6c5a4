package dev.holdfast.connect.rabbitmq;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What RabbitMQ says about what was published: its thread notes it, the task thread waits for it. Thread-safe. */
final class Confirms {
    private final NavigableSet<Long> awaited = new TreeSet<>();
    private final Set<Long> refused = new HashSet<>();
    private final Map<String, String> returned = new HashMap<>();
    private @Nullable String lost;

    synchronized void published(long number) {
        awaited.add(number);
    }

    synchronized void confirmed(long number, boolean multiple) {
        if (multiple) {
            awaited.headSet(number, true).clear();
        } else {
            awaited.remove(number);
        }
        notifyIfDone();
    }

    synchronized void refused(long number, boolean multiple) {
        if (multiple) {
            refused.addAll(awaited.headSet(number, true));
        } else {
            refused.add(number);
        }
        confirmed(number, multiple);
    }

    /** A message that no queue took comes back before its confirmation. */
    synchronized void returned(String messageId, String reason) {
        returned.put(messageId, reason);
    }

    synchronized void lost(String reason) {
        lost = reason;
        notifyAll();
    }

    /** Waits until everything published is confirmed, refused or lost; false if that took too long. */
    synchronized boolean await(Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!awaited.isEmpty() && lost == null) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return true;
    }

    synchronized boolean isConfirmed(long number) {
        return !awaited.contains(number) && !refused.contains(number);
    }

    synchronized @Nullable String takeReturned(String messageId) {
        return returned.remove(messageId);
    }

    synchronized void requireComplete() throws IOException {
        if (lost != null) {
            throw new IOException(lost);
        }
        if (!refused.isEmpty()) {
            int count = refused.size();
            refused.clear();
            throw new IOException("RabbitMQ could not take over " + count + " messages");
        }
    }

    private void notifyIfDone() {
        if (awaited.isEmpty()) {
            notifyAll();
        }
    }
}
