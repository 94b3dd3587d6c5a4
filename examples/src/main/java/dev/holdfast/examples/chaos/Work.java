package dev.holdfast.examples.chaos;

import dev.holdfast.Delivery;
import dev.holdfast.Message;
import dev.holdfast.Outcome;
import java.util.concurrent.atomic.AtomicInteger;

/** What each job asks for: fails so often, then has so many results. Says on the output when it handles its first. */
final class Work {
    static final Outcome AGAIN = Outcome.retry("the job asks for it");

    private final boolean haltsInHandler;
    private final AtomicInteger handled = new AtomicInteger();

    /** @param haltsInHandler whether the process is to end while one of the first records is handled */
    Work(boolean haltsInHandler) {
        this.haltsInHandler = haltsInHandler;
    }

    /** Whether this attempt at a job is one of those that fail. */
    boolean fails(Job job, Delivery delivery) {
        int before = handled.getAndIncrement();
        if (before == 0) {
            System.out.println("handled a record");
        }
        if (haltsInHandler) {
            Halt.ifOften(before);
        }
        return delivery.attempt() <= job.failures();
    }

    /** What a job has for a result, with the number of the attempt. */
    static Message<?, ?>[] results(String key, Job job, Delivery delivery) {
        Message<?, ?>[] results = new Message<?, ?>[job.results()];
        for (int i = 0; i < results.length; i++) {
            results[i] = Message.of(key, job.number() + ":" + i + ":" + delivery.attempt())
                    .to(Names.RESULTS);
        }
        return results;
    }
}
