package dev.holdfast.examples.benchmarks.peer;

import dev.holdfast.examples.benchmarks.trial.Contestant;
import dev.holdfast.examples.benchmarks.trial.Peer;
import dev.holdfast.examples.benchmarks.trial.Task;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** Spring for Apache Kafka with {@code @RetryableTopic}: records that fail wait for a second in a topic of their own. */
public final class SpringRetryPeer {
    /** Its name in tables. */
    public static final String NAME = "Spring Kafka @RetryableTopic";

    /** What the annotation takes for "as many as the broker says". */
    private static final int BROKERS_DEFAULT = -1;

    private SpringRetryPeer() {}

    /**
     * As it is: one thread, and retry topics with as many partitions as the broker gives by itself.
     *
     * @return the contestant
     */
    public static Contestant defaults() {
        return contestant(Contestant.DEFAULTS, 1, BROKERS_DEFAULT);
    }

    /**
     * With several threads for each of its topics, and retry topics with a partition for each of them.
     *
     * @param threads how many, at most as many as the source has partitions
     * @return the contestant
     */
    public static Contestant threads(int threads) {
        return contestant(threads + " threads", threads, threads);
    }

    private static Contestant contestant(String tuning, int threads, int partitions) {
        return new Contestant(NAME, tuning, false, true, false, task -> start(task, threads, partitions));
    }

    private static Peer.Running start(Task task, int threads, int partitions) {
        AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
        context.registerBean(
                "work", SpringRetryListener.Work.class, () -> new SpringRetryListener.Work(task, threads, partitions));
        context.register(SpringRetryListener.class);
        context.refresh();
        return context::close;
    }
}
