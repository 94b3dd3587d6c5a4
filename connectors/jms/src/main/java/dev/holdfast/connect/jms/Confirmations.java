package dev.holdfast.connect.jms;

import jakarta.jms.CompletionListener;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** What a broker has confirmed of one batch. The client's threads report here, the task thread waits. */
final class Confirmations {
    private static final long LOOK_MS = 100;

    private final List<SinkRecord> confirmed = new ArrayList<>();
    private int awaited;
    private @Nullable Exception failure;

    /** Expects one more confirmation. */
    synchronized CompletionListener expect(SinkRecord record) {
        awaited++;
        return new CompletionListener() {
            @Override
            public void onCompletion(Message message) {
                note(record, null);
            }

            @Override
            public void onException(Message message, Exception exception) {
                note(record, exception);
            }
        };
    }

    /** Waits until everything is confirmed or refused, the connection is lost, or it takes too long. */
    synchronized void await(JmsConnection connection, int limitMs) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(limitMs);
        while (awaited > 0 && connection.isOpen() && System.nanoTime() - deadline < 0) {
            // The loss of a connection is not reported here.
            TimeUnit.MILLISECONDS.timedWait(this, LOOK_MS);
        }
    }

    synchronized List<SinkRecord> confirmed() {
        return List.copyOf(confirmed);
    }

    synchronized void requireComplete() throws JMSException {
        if (failure instanceof JMSException refused) {
            throw JmsAddress.lastingOrSame(refused);
        }
        if (failure != null || awaited > 0) {
            JMSException missing = new JMSException(awaited + " messages of a batch were not confirmed");
            missing.initCause(failure);
            throw missing;
        }
    }

    private synchronized void note(SinkRecord record, @Nullable Exception refused) {
        awaited--;
        if (refused == null) {
            confirmed.add(record);
        } else if (failure == null) {
            failure = refused;
        }
        if (awaited == 0) {
            notifyAll();
        }
    }
}
