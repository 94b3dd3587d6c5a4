package dev.holdfast.examples.chaos;

import dev.holdfast.Delivery;
import dev.holdfast.Order;
import dev.holdfast.Outcome;
import dev.holdfast.annotation.ConsumerGroup;
import dev.holdfast.annotation.Emits;
import dev.holdfast.annotation.Handles;
import dev.holdfast.annotation.Key;
import dev.holdfast.retry.RetryTopics;

/** Does jobs; those that fail may be overtaken. */
@ConsumerGroup(Names.GROUP)
final class ChaosHandlers {
    private final Work work;

    ChaosHandlers(Work work) {
        this.work = work;
    }

    @Handles(value = Names.JOBS, order = Order.KEY_UNTIL_RETRY, concurrency = 16)
    @Emits(Names.RESULTS)
    @RetryTopics({"200ms", "1s"})
    Outcome handle(@Key String key, Job job, Delivery delivery) {
        return work.fails(job, delivery) ? Work.AGAIN : Outcome.emit(Work.results(key, job, delivery));
    }
}
