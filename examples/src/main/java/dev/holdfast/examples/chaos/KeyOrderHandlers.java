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
import java.util.Arrays;

/** Does jobs in the order of their keys, and writes each that is done to a ledger. */
@ConsumerGroup(Names.GROUP)
final class KeyOrderHandlers {
    private final Work work;

    KeyOrderHandlers(Work work) {
        this.work = work;
    }

    /** Its delays are short since the most frequent key, with a tenth of the records, waits out each one of its own. */
    @Handles(value = Names.JOBS, order = Order.KEY, concurrency = 16)
    @Emits({Names.RESULTS, Names.LEDGER})
    @RetryTopics({"10ms", "50ms"})
    Outcome handle(@Key String key, Job job, Delivery delivery) {
        if (work.fails(job, delivery)) {
            return Work.AGAIN;
        }
        Message<?, ?>[] results = Work.results(key, job, delivery);
        Message<?, ?>[] all = Arrays.copyOf(results, results.length + 1);
        all[results.length] =
                Message.of(key, job.number() + ":" + delivery.attempt()).to(Names.LEDGER);
        return Outcome.emit(all);
    }
}
