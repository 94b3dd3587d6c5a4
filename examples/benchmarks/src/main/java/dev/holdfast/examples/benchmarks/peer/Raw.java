package dev.holdfast.examples.benchmarks.peer;

import dev.holdfast.examples.benchmarks.trial.Contestant;
import dev.holdfast.examples.measure.RawLoop;
import dev.holdfast.examples.measure.RawTransactions;
import java.util.Map;

/** A loop around Kafka's own consumer: poll, handle, commit once a second. */
public final class Raw {
    /** Its name in tables. */
    public static final String NAME = "raw poll loop";

    private static final String TUNED = "as Holdfast's consumer";

    private Raw() {}

    /**
     * With a consumer that is told where to begin, and to leave commits to the loop.
     *
     * @return the contestant
     */
    public static Contestant defaults() {
        return new Contestant(NAME, Contestant.DEFAULTS, true, false, task -> {
            Map<String, Object> config = Settings.consumer(task, Map.of());
            return Threads.start(
                    new RawLoop(config, task.source().topic(), task.source().records(), task.handler()::handle));
        });
    }

    /**
     * With all that Holdfast sets: 5,000 records a poll, the consumer protocol, read_committed.
     *
     * @return the contestant
     */
    public static Contestant tuned() {
        return new Contestant(NAME, TUNED, true, false, task -> {
            Map<String, Object> config = RawLoop.consumer(task.bootstrapServers(), task.group());
            return Threads.start(
                    new RawLoop(config, task.source().topic(), task.source().records(), task.handler()::handle));
        });
    }

    /**
     * Poll, send, and ten times a second offsets and a commit.
     *
     * @return the contestant
     */
    public static Contestant transactions() {
        return new Contestant(
                "raw transactional loop",
                TUNED,
                true,
                false,
                task -> Threads.start(new RawTransactions(
                        task.bootstrapServers(),
                        task.group(),
                        task.source().topic(),
                        task.target(),
                        task.source().records(),
                        task.handler()::handle)));
    }
}
