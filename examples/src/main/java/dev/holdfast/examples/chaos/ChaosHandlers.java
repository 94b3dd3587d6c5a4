package dev.holdfast.examples.chaos;

import dev.holdfast.Delivery;
import dev.holdfast.Message;
import dev.holdfast.Order;
import dev.holdfast.Outcome;
import dev.holdfast.annotation.ConsumerGroup;
import dev.holdfast.annotation.Emits;
import dev.holdfast.annotation.Handles;
import dev.holdfast.annotation.Key;
import dev.holdfast.retry.RetryTopics;
import java.util.concurrent.atomic.AtomicInteger;

/** Does what each job asks for: fails so often, then has so many results. Says on the output when it handles its first. */
@ConsumerGroup(Names.GROUP)
final class ChaosHandlers {
    private final boolean haltsInHandler;
    private final AtomicInteger handled = new AtomicInteger();

    /** @param haltsInHandler whether the process is to end while one of the first records is handled */
    ChaosHandlers(boolean haltsInHandler) {
        this.haltsInHandler = haltsInHandler;
    }

    @Handles(value = Names.JOBS, order = Order.KEY_UNTIL_RETRY, concurrency = 16)
    @Emits(Names.RESULTS)
    @RetryTopics({"200ms", "1s"})
    Outcome handle(@Key String key, Job job, Delivery delivery) {
        int before = handled.getAndIncrement();
        if (before == 0) {
            System.out.println("handled a record");
        }
        if (haltsInHandler) {
            Halt.ifOften(before);
        }
        if (delivery.attempt() <= job.failures()) {
            return Outcome.retry("the job asks for it");
        }
        Message<?, ?>[] results = new Message<?, ?>[job.results()];
        for (int i = 0; i < results.length; i++) {
            results[i] = Message.of(key, job.number() + ":" + i + ":" + delivery.attempt());
        }
        return Outcome.emit(results);
    }
}
