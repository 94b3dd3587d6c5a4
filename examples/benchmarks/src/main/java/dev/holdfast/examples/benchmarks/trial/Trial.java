package dev.holdfast.examples.benchmarks.trial;

import dev.holdfast.examples.measure.Bench;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/** Runs a contestant once, and checks it. */
public final class Trial {
    private static final double NANOS_A_MILLI = 1e6;

    private final Bench bench;

    /**
     * Creates it.
     *
     * @param bench where the broker is
     */
    public Trial(Bench bench) {
        this.bench = bench;
    }

    /**
     * Lets a contestant handle a topic from its first record to its last.
     *
     * @param contestant who
     * @param source the topic
     * @param work what its handler does, given what it has to tell of each record
     * @return what it took
     * @throws ExecutionException if the broker refuses something
     * @throws InterruptedException if the thread is interrupted
     */
    public Figure handle(Contestant contestant, Source source, Function<Tally, RecordHandler> work)
            throws ExecutionException, InterruptedException {
        return run(contestant, source, work, false);
    }

    /**
     * The same until the topic's offsets are committed, too.
     *
     * @param contestant who
     * @param source the topic
     * @param work what its handler does
     * @return what it took
     * @throws ExecutionException if the broker refuses something
     * @throws InterruptedException if the thread is interrupted
     */
    public Figure handleAndCommit(Contestant contestant, Source source, Function<Tally, RecordHandler> work)
            throws ExecutionException, InterruptedException {
        return run(contestant, source, work, true);
    }

    /**
     * The same, and each record goes to a topic of its own when it is handled, exactly once.
     *
     * @param contestant who
     * @param source the topic
     * @return what it took
     * @throws ExecutionException if the broker refuses something
     * @throws InterruptedException if the thread is interrupted
     */
    public Figure copy(Contestant contestant, Source source) throws ExecutionException, InterruptedException {
        Tally handled = new Tally(source);
        String group = bench.newGroup(slug(contestant));
        String target = group + ".copy";
        bench.create(target, source.partitions());
        Figure figure = watch(contestant, group, source, target, handled, handled::handled, true);
        Tally copied = new Tally(source);
        Copies.read(bench.bootstrapServers(), target, source.partitions(), copied);
        copied.require(contestant.id() + ", in " + target, contestant.once(), contestant.ordered());
        return figure;
    }

    /**
     * Takes the time until a contestant's first record, and then lets it handle all.
     *
     * @param contestant who
     * @param source the topic
     * @return milliseconds from before the contestant is made until its handler is called
     * @throws ExecutionException if the broker refuses something
     * @throws InterruptedException if the thread is interrupted
     */
    public double start(Contestant contestant, Source source) throws ExecutionException, InterruptedException {
        AtomicLong first = new AtomicLong();
        long begin = System.nanoTime();
        handle(contestant, source, tally -> value -> {
            if (first.get() == 0) {
                first.compareAndSet(0, System.nanoTime());
            }
            tally.handled(value);
        });
        return (first.get() - begin) / NANOS_A_MILLI;
    }

    private Figure run(Contestant contestant, Source source, Function<Tally, RecordHandler> work, boolean committed)
            throws ExecutionException, InterruptedException {
        Tally tally = new Tally(source);
        String group = bench.newGroup(slug(contestant));
        return watch(contestant, group, source, "", tally, work.apply(tally), committed);
    }

    private Figure watch(
            Contestant contestant,
            String group,
            Source source,
            String target,
            Tally tally,
            RecordHandler handler,
            boolean committed)
            throws ExecutionException, InterruptedException {
        Figure figure;
        Peer.Running running =
                contestant.peer().start(new Task(bench.bootstrapServers(), group, source, target, handler));
        try {
            figure = Watch.over(tally, source.records(), () -> !committed || bench.isCommitted(group, source.topic()));
        } finally {
            running.end();
        }
        tally.require(contestant.id(), contestant.once(), contestant.ordered());
        bench.requireCommitted(group, source.topic());
        return figure.withRepeated(tally.repeated());
    }

    static String slug(Contestant contestant) {
        return contestant.name().toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", "-");
    }
}
