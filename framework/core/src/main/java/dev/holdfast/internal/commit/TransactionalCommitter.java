package dev.holdfast.internal.commit;

import dev.holdfast.internal.dispatch.Finished;
import dev.holdfast.internal.dispatch.Lane;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;

/**
 * The committer of {@code EXACTLY_ONCE}: what records caused to be written and their offsets are committed together.
 *
 * <p>A transaction is open while records are sent, never while a handler is waited for. It is committed 100 ms after it
 * began, or every second if only offsets have changed. Its offsets are those that hold when it is committed: the records
 * in it count as done in what it commits, and in memory only when it has been. It has the offset of every partition that
 * anything in it belongs to, moved or not, because the offset is what the broker checks the ownership of.
 */
public final class TransactionalCommitter implements Committer {
    private static final Duration LONGEST_REST = Duration.ofMillis(100);

    /** Records are sent in batches all the same; a wake-up for each would cost more than sending it. */
    private static final Duration REST_WHILE_OPEN = Duration.ofMillis(2);

    /** Whoever finishes records faster than they are taken must not keep a turn from ending. */
    private static final int MOST_A_TURN = 8_192;

    private final CommitterThread thread;
    private final InstantSource clock;
    private final ReplaceableProducer producer;
    private final ExecutorService lookups;
    private final Transactions transactions;
    private final LaneOffsets offsets = new LaneOffsets();
    private final Drains drains = new Drains();
    private final Queue<Finished> finished = new ConcurrentLinkedQueue<>();
    private final Queue<Runnable> events = new ConcurrentLinkedQueue<>();
    private @Nullable Ownership seen;
    private volatile @Nullable Ownership ownership;
    private volatile boolean busy;

    /**
     * Creates a committer.
     *
     * @param name names its thread
     * @param newProducer makes the transactional producer
     * @param topicExists asks the cluster whether a topic can be written to
     * @param pollThread takes over again what was dropped
     * @param clock tells the time
     * @param onBroken takes the error that ended the thread
     */
    public TransactionalCommitter(
            String name,
            Supplier<Producer<byte[], byte[]>> newProducer,
            TopicExists topicExists,
            OffsetCommits pollThread,
            InstantSource clock,
            Consumer<Throwable> onBroken) {
        this.thread = new CommitterThread(name, new Turns(), clock, onBroken);
        this.clock = clock;
        this.producer = new ReplaceableProducer(newProducer);
        this.lookups = Destinations.newLookups(name);
        Destinations destinations = new Destinations(
                topic -> {
                    TopicExists.Found found = topicExists.check(topic);
                    producer.fetchMetadata(topic);
                    return found;
                },
                lookups,
                this::wake);
        this.transactions =
                new Transactions(new TransactionalOutput(producer), destinations, offsets, pollThread, this::wake);
    }

    @Override
    public void start() {
        thread.start();
    }

    @Override
    public void accept(Finished record) {
        finished.add(record);
        if (!busy) {
            wake();
        }
    }

    @Override
    public void ownership(Ownership newest) {
        ownership = newest;
        wake();
    }

    @Override
    public void wake() {
        thread.wake();
    }

    @Override
    public CompletableFuture<Drained> drain(Collection<Lane> lanes, Duration atMost) {
        CompletableFuture<Drained> result = new CompletableFuture<>();
        events.add(() -> {
            lanes.forEach(Lane::release);
            offsets.touch(lanes);
            drains.add(lanes, clock.instant().plus(atMost), result);
        });
        wake();
        return result;
    }

    @Override
    public void answered(OffsetCommit commit, @Nullable Exception error) {
        throw new IllegalStateException("the poll thread commits nothing for transactions");
    }

    @Override
    public void abandonCommits() {
        // What is under way here does not depend on the consumer.
        wake();
    }

    @Override
    public ConsumerCounts counts() {
        return transactions.counts();
    }

    @Override
    public void close(Duration atMost) {
        thread.close(atMost);
        // Not before: a turn that is under way may still ask for a topic.
        lookups.shutdownNow();
    }

    private void turn(Instant now) {
        Ownership newest = ownership;
        if (newest != null && !newest.equals(seen)) {
            seen = newest;
            offsets.own(newest.lanes(), now);
            transactions.own(newest);
        }
        Runnable event = events.poll();
        while (event != null) {
            event.run();
            event = events.poll();
        }
        Finished record = finished.poll();
        for (int taken = 1; record != null; taken++) {
            transactions.accept(record);
            record = taken < MOST_A_TURN ? finished.poll() : null;
        }
        offsets.advance(now);
        transactions.turn(now, !drains.isEmpty() || offsets.isAnyAwaited());
        busy = transactions.isSending();
        drains.answer(drain -> drained(drain, now));
    }

    private @Nullable Drained drained(Drains.Drain drain, Instant now) {
        if (drain.lanes().stream().allMatch(transactions::isCommitted)) {
            return new Drained(List.of(), true);
        }
        return transactions.awaitsOwnership() || !now.isBefore(drain.until()) ? new Drained(List.of(), false) : null;
    }

    private final class Turns implements CommitterThread.Work {
        @Override
        public void turn(Instant now) {
            TransactionalCommitter.this.turn(now);
        }

        @Override
        public Duration rest() {
            if (!finished.isEmpty()) {
                return Duration.ZERO;
            }
            return busy || !drains.isEmpty() ? REST_WHILE_OPEN : LONGEST_REST;
        }

        @Override
        public void end() {
            transactions.end();
        }
    }
}
