package dev.holdfast.deadletter;

import dev.holdfast.deadletter.DeadLetterCounts.By;
import dev.holdfast.deadletter.internal.Clients;
import dev.holdfast.deadletter.internal.Pace;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Dead letters: to list, count, read, redrive, edit and discard.
 *
 * <p><b>Each dead letter is moved at most once</b>, however many jobs run, and wherever one is killed: the record and the
 * note in the log that it was moved are written in one transaction, under a transactional id that only one job has at a time.
 * A job that was killed is started again and goes on with what is left.
 *
 * <p>Nothing is deleted: what was redriven or discarded stays in its topic, and no longer counts as open. Reading streams
 * through the topic; what is kept in memory is what is returned, and a few bits for each dead letter of one partition.
 *
 * <p>All methods may be called by any thread and block until they are done. Each has clients of its own, which are closed when
 * it returns; only one job can run at a time on one instance. All throw
 * {@link dev.holdfast.ClusterUnavailableException} when the brokers don't answer for a minute, and
 * {@link dev.holdfast.TopicMismatchException} when a topic is missing or not as it must be. Kafka's own exceptions, such as for
 * missing rights, are passed on; within a job they become a {@link JobFailedException}.
 */
public final class DeadLetters implements AutoCloseable {
    private static final int MAX_LISTED = 10_000;
    private static final Duration STRETCH = Duration.ofHours(1);

    private final Connection connection;
    private final ReentrantLock job = new ReentrantLock();
    private volatile boolean closed;

    DeadLetters(Connection connection) {
        this.connection = connection;
    }

    /**
     * Opens dead letters; nothing is connected yet.
     *
     * @param bootstrapServers whom the clients ask first, as host:port, comma-separated
     * @param source which dead letters
     * @return the dead letters
     */
    public static DeadLetters open(String bootstrapServers, DeadLetterSource source) {
        return open(Map.of("bootstrap.servers", bootstrapServers), source);
    }

    /**
     * Opens dead letters; nothing is connected yet.
     *
     * @param clientProperties {@code bootstrap.servers}, and anything that Kafka's clients need, such as for SASL and TLS;
     *     what the guarantees rest on can't be changed by it
     * @param source which dead letters
     * @return the dead letters
     */
    public static DeadLetters open(Map<String, ?> clientProperties, DeadLetterSource source) {
        Clients clients = Clients.of(new HashMap<>(clientProperties));
        return new DeadLetters(new Connection(source, clients, InstantSource.system(), Pace.Clock.SYSTEM));
    }

    /**
     * Lists dead letters, by partition, then offset.
     *
     * @param filter which
     * @param limit how many at most: 1 to 10,000
     * @return the first ones, without their contents
     */
    public DeadLetterList list(DeadLetterFilter filter, int limit) {
        if (limit < 1 || limit > MAX_LISTED) {
            throw new IllegalArgumentException("a list has 1 to " + MAX_LISTED + " dead letters, not " + limit);
        }
        List<DeadLetter> letters = new ArrayList<>();
        lookup().each(filter, (letter, status) -> {
            letters.add(letter.as(status));
            return letters.size() <= limit;
        });
        boolean more = letters.size() > limit;
        return new DeadLetterList(more ? letters.subList(0, limit) : letters, more);
    }

    /**
     * Counts dead letters, with a trend in stretches of an hour.
     *
     * @param filter which
     * @param by what makes a group
     * @return the counts
     */
    public DeadLetterCounts count(DeadLetterFilter filter, By by) {
        return count(filter, by, STRETCH);
    }

    /**
     * Counts dead letters, with a trend.
     *
     * @param filter which
     * @param by what makes a group
     * @param stretch how long the trend's stretches are, at least a millisecond; doubled until no group has more than 120
     * @return the counts
     */
    public DeadLetterCounts count(DeadLetterFilter filter, By by, Duration stretch) {
        Tallies tallies = new Tallies(by, stretch);
        lookup().each(filter, (letter, status) -> {
            tallies.add(letter);
            return true;
        });
        return tallies.counts();
    }

    /**
     * Reads one dead letter, however it stands.
     *
     * @param id which
     * @return it with contents and history; empty if there is none
     */
    public Optional<DeadLetterDetails> read(DeadLetterId id) {
        return lookup().details(id);
    }

    /**
     * Has dead letters handled again: those that match, are open, and were there when this is called. They are redriven in
     * the order of their offsets in each partition.
     *
     * @param filter which; how they stand is not asked, since only those that are open can be redriven
     * @param instruction who, why, and within which limits
     * @return what was done
     * @throws JobTakenOverException if another job begins meanwhile, which goes on with what is left
     * @throws JobFailedException if it can't go on; started again, it goes on
     */
    public DeadLetterReport redrive(DeadLetterFilter filter, Instruction instruction) {
        return run(Redriving.asItWas(connection.source(), instruction.maxRedrives()), filter, instruction);
    }

    /**
     * Has one dead letter handled again.
     *
     * @param id which
     * @param instruction who, why, and within which limits
     * @return what was done; if it can't be, the cause
     * @throws JobTakenOverException if another job begins meanwhile
     * @throws JobFailedException if it can't be done; whether it was shows in {@link #read}
     */
    public DeadLetterReport redrive(DeadLetterId id, Instruction instruction) {
        return run(Redriving.asItWas(connection.source(), instruction.maxRedrives()), id, instruction);
    }

    /**
     * Has one dead letter handled again with another value. Hash and length of both values and the new value stand in its
     * history; the old one stays in the dead letter. A value that is not accepted by a topic is a
     * {@link DeadLetterReport.Cause#TOO_LARGE}.
     *
     * @param id which
     * @param value the new value; null for a tombstone
     * @param instruction who, why, and within which limits
     * @return what was done; if it can't be, the cause
     * @throws JobTakenOverException if another job begins meanwhile
     * @throws JobFailedException if it can't be done; whether it was shows in {@link #read}
     */
    public DeadLetterReport redriveEdited(DeadLetterId id, byte @Nullable [] value, Instruction instruction) {
        byte @Nullable [] copy = value == null ? null : value.clone();
        return run(Redriving.edited(connection.source(), instruction.maxRedrives(), copy), id, instruction);
    }

    /**
     * Gives dead letters up: those that match, are open, and were there when this is called.
     *
     * @param filter which; how they stand is not asked, since only those that are open can be discarded
     * @param instruction who, why, and within which limits
     * @return what was done
     * @throws JobTakenOverException if another job begins meanwhile
     * @throws JobFailedException if it can't go on; started again, it goes on
     */
    public DeadLetterReport discard(DeadLetterFilter filter, Instruction instruction) {
        return run(new Discarding(), filter, instruction);
    }

    /**
     * Gives one dead letter up.
     *
     * @param id which
     * @param instruction who, why, and within which limits
     * @return what was done; if it can't be, the cause
     * @throws JobTakenOverException if another job begins meanwhile
     * @throws JobFailedException if it can't be done; whether it was shows in {@link #read}
     */
    public DeadLetterReport discard(DeadLetterId id, Instruction instruction) {
        return run(new Discarding(), id, instruction);
    }

    /**
     * Makes one dead letter open again that was discarded, or whose entry in the log can't be read. In the latter case it may
     * have been redriven before: look for its copy first. One that was redriven can't be reopened.
     *
     * @param id which
     * @param instruction who, why, and within which limits
     * @return what was done; if it can't be, the cause
     * @throws JobTakenOverException if another job begins meanwhile
     * @throws JobFailedException if it can't be done; whether it was shows in {@link #read}
     */
    public DeadLetterReport reopen(DeadLetterId id, Instruction instruction) {
        return run(new Reopening(), id, instruction);
    }

    /** Lets nothing begin any more. A job that runs goes on; interrupt its thread to end it. */
    @Override
    public void close() {
        closed = true;
    }

    private DeadLetterReport run(Change change, DeadLetterFilter filter, Instruction instruction) {
        return run(new Job(open(), change, instruction, filter, Optional.empty()));
    }

    private DeadLetterReport run(Change change, DeadLetterId id, Instruction instruction) {
        return run(new Job(open(), change, instruction, DeadLetterFilter.only(id), Optional.of(id)));
    }

    private DeadLetterReport run(Job next) {
        if (!job.tryLock()) {
            throw new IllegalStateException("a job on these dead letters runs already");
        }
        try {
            return next.run();
        } finally {
            job.unlock();
        }
    }

    private Lookup lookup() {
        return new Lookup(open());
    }

    private Connection open() {
        if (closed) {
            throw new IllegalStateException("these dead letters are closed");
        }
        return connection;
    }

    @Override
    public String toString() {
        return "DeadLetters[" + connection.source() + "]";
    }
}
