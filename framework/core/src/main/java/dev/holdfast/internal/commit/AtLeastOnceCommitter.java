package dev.holdfast.internal.commit;

import dev.holdfast.internal.dispatch.Finished;
import dev.holdfast.internal.dispatch.Lane;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;

/**
 * The committer of {@code AT_LEAST_ONCE}: a record's offset counts as done when all its writes are acknowledged; offsets
 * are committed by the consumer, every second and when partitions are given up.
 */
public final class AtLeastOnceCommitter implements Committer {
    private static final Duration COMMIT_INTERVAL = Duration.ofSeconds(1);
    private static final Duration LONGEST_REST = Duration.ofMillis(100);
    private static final Duration REST_WHILE_DRAINING = Duration.ofMillis(2);

    /** Whoever finishes records faster than they are taken must not keep a turn from ending. */
    private static final int MOST_A_TURN = 8_192;

    private final CommitterThread thread;
    private final OffsetCommits commits;
    private final InstantSource clock;
    private final ReplaceableProducer producer;
    private final ExecutorService lookups;
    private final Writes writes;
    private final LaneOffsets offsets = new LaneOffsets();
    private final Queue<Finished> finished = new ConcurrentLinkedQueue<>();
    private final Queue<Runnable> events = new ConcurrentLinkedQueue<>();
    private final Drains drains = new Drains();
    private final ConsumerCounts counts = new ConsumerCounts();
    private @Nullable Ownership seen;
    private Instant nextCommit = Instant.EPOCH;
    private final Set<OffsetCommit> underWay = Collections.newSetFromMap(new IdentityHashMap<>());
    private volatile @Nullable Ownership ownership;

    /**
     * Creates a committer.
     *
     * @param name names its thread
     * @param newProducer makes the idempotent producer when the first write comes
     * @param topicExists asks the cluster whether a topic is there; throws if it is not
     * @param commits carries commits out
     * @param clock tells the time
     * @param onBroken takes the error that ended the thread
     */
    public AtLeastOnceCommitter(
            String name,
            Supplier<Producer<byte[], byte[]>> newProducer,
            TopicExists topicExists,
            OffsetCommits commits,
            InstantSource clock,
            Consumer<Throwable> onBroken) {
        this.thread = new CommitterThread(name, new Turns(), clock, onBroken);
        this.commits = commits;
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
        this.writes = new Writes(new IdempotentOutput(producer), destinations, this::wake);
    }

    @Override
    public void start() {
        thread.start();
    }

    @Override
    public void accept(Finished record) {
        finished.add(record);
        wake();
    }

    @Override
    public void ownership(Ownership newest) {
        ownership = newest;
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
        if (error == null) {
            counts.committed();
        }
        events.add(() -> {
            underWay.remove(commit);
            offsets.answered(commit, error, clock.instant());
        });
        wake();
    }

    @Override
    public void abandonCommits() {
        events.add(() -> {
            Exception abandoned = new IllegalStateException("the consumer has come to an end");
            underWay.forEach(commit -> offsets.answered(commit, abandoned, clock.instant()));
            underWay.clear();
        });
        wake();
    }

    @Override
    public ConsumerCounts counts() {
        return counts;
    }

    @Override
    public void close(Duration atMost) {
        thread.close(atMost);
        // Not before: a turn that is under way may still ask for a topic.
        lookups.shutdownNow();
    }

    private final class Turns implements CommitterThread.Work {
        @Override
        public void turn(Instant now) {
            AtLeastOnceCommitter.this.turn(now);
        }

        @Override
        public Duration rest() {
            if (!finished.isEmpty()) {
                return Duration.ZERO;
            }
            return drains.isEmpty() ? LONGEST_REST : REST_WHILE_DRAINING;
        }

        @Override
        public void end() {
            producer.discard();
        }
    }

    private void turn(Instant now) {
        Ownership newest = ownership;
        if (newest != null && !newest.equals(seen)) {
            offsets.own(newest.lanes(), now);
            seen = newest;
        }
        Runnable event = events.poll();
        while (event != null) {
            event.run();
            event = events.poll();
        }
        Finished record = finished.poll();
        for (int taken = 1; record != null; taken++) {
            writes.accept(record, now);
            record = taken < MOST_A_TURN ? finished.poll() : null;
        }
        writes.turn(now);
        offsets.advance(now);
        drains.answer(drain -> drained(drain, now));
        boolean isTime = !now.isBefore(nextCommit) || offsets.isAnyAwaited();
        if (underWay.isEmpty() && isTime && offsets.isAnyDirty()) {
            nextCommit = now.plus(COMMIT_INTERVAL);
            for (OffsetCommit commit : offsets.takeAll()) {
                underWay.add(commit);
                commits.carryOut(commit);
            }
        }
    }

    private @Nullable Drained drained(Drains.Drain drain, Instant now) {
        // What these lanes had finished before was taken in above; what others finish meanwhile must not hold this up.
        boolean written =
                drain.lanes().stream().allMatch(lane -> lane.unwritten().get() <= writes.setAside(lane));
        if (!written && now.isBefore(drain.until())) {
            return null;
        }
        offsets.advance(now);
        List<OffsetCommit> last = offsets.takeLast(drain.lanes());
        underWay.addAll(last);
        return new Drained(last, true);
    }
}
