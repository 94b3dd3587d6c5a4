package dev.holdfast.internal.commit;

import dev.holdfast.internal.dispatch.Finished;
import dev.holdfast.internal.dispatch.Lane;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The committer of {@code AT_LEAST_ONCE}: a record's offset counts as done when all its writes are acknowledged; offsets
 * are committed by the consumer, every second and when partitions are given up.
 */
public final class AtLeastOnceCommitter implements Committer {
    private static final Logger LOG = LoggerFactory.getLogger(AtLeastOnceCommitter.class);
    private static final Duration COMMIT_INTERVAL = Duration.ofSeconds(1);
    private static final Duration LONGEST_REST = Duration.ofMillis(100);
    private static final Duration REST_WHILE_DRAINING = Duration.ofMillis(2);

    private final Thread thread;
    private final OffsetCommits commits;
    private final InstantSource clock;
    private final IdempotentOutput output;
    private final ExecutorService lookups;
    private final Writes writes;
    private final LaneOffsets offsets = new LaneOffsets();
    private final Queue<Finished> finished = new ConcurrentLinkedQueue<>();
    private final Queue<Runnable> events = new ConcurrentLinkedQueue<>();
    private final List<Drain> drains = new ArrayList<>();
    private final AtomicBoolean resting = new AtomicBoolean();
    private final Consumer<Throwable> onBroken;
    private @Nullable Ownership seen;
    private Instant nextCommit = Instant.EPOCH;
    private final Set<OffsetCommit> underWay = Collections.newSetFromMap(new IdentityHashMap<>());
    private volatile @Nullable Ownership ownership;
    private volatile boolean signalled;
    private volatile boolean closed;

    private record Drain(Collection<Lane> lanes, Instant until, CompletableFuture<List<OffsetCommit>> result) {}

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
        this.thread = new Thread(this::run, name);
        this.commits = commits;
        this.clock = clock;
        this.onBroken = onBroken;
        this.output = new IdempotentOutput(newProducer);
        this.lookups = Executors.newSingleThreadExecutor(task -> {
            Thread lookup = new Thread(task, name + "-lookup");
            lookup.setDaemon(true);
            return lookup;
        });
        Destinations destinations = new Destinations(
                topic -> {
                    topicExists.check(topic);
                    output.fetchMetadata(topic);
                },
                lookups,
                this::wake);
        this.writes = new Writes(output, destinations, this::wake);
    }

    /** Asks whether a topic is there, without creating it. */
    @FunctionalInterface
    public interface TopicExists {
        /**
         * Checks a topic.
         *
         * @param topic its name
         * @throws Exception if it is not there or can't be asked for
         */
        void check(String topic) throws Exception;
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
        if (!signalled) {
            signalled = true;
        }
        if (resting.get() && resting.compareAndSet(true, false)) {
            LockSupport.unpark(thread);
        }
    }

    @Override
    public CompletableFuture<List<OffsetCommit>> drain(Collection<Lane> lanes, Duration atMost) {
        CompletableFuture<List<OffsetCommit>> result = new CompletableFuture<>();
        events.add(
                () -> drains.add(new Drain(List.copyOf(lanes), clock.instant().plus(atMost), result)));
        wake();
        return result;
    }

    @Override
    public void answered(OffsetCommit commit, @Nullable Exception error) {
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
    public void close(Duration atMost) {
        closed = true;
        wake();
        try {
            thread.join(Math.max(1, atMost.toMillis()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            // Not before: a turn that is under way may still ask for a topic.
            lookups.shutdownNow();
        }
    }

    private void run() {
        try {
            while (!closed) {
                signalled = false;
                turn(clock.instant());
                rest();
            }
        } catch (Throwable e) {
            LOG.error("the committer has broken", e);
            onBroken.accept(e);
        } finally {
            output.close();
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
        while (record != null) {
            writes.accept(record, now);
            record = finished.poll();
        }
        writes.turn(now);
        offsets.advance(now);
        drains.removeIf(drain -> drained(drain, now));
        if (underWay.isEmpty() && !now.isBefore(nextCommit) && offsets.isAnyDirty()) {
            nextCommit = now.plus(COMMIT_INTERVAL);
            for (OffsetCommit commit : offsets.takeAll()) {
                underWay.add(commit);
                commits.carryOut(commit);
            }
        }
    }

    private boolean drained(Drain drain, Instant now) {
        // What these lanes had finished before was taken in above; what others finish meanwhile must not hold this up.
        boolean written =
                drain.lanes().stream().allMatch(lane -> lane.unwritten().get() <= writes.setAside(lane));
        if (!written && now.isBefore(drain.until())) {
            return false;
        }
        offsets.advance(now);
        List<OffsetCommit> last = offsets.takeLast(drain.lanes());
        underWay.addAll(last);
        drain.result().complete(last);
        return true;
    }

    private void rest() {
        resting.set(true);
        if (!signalled && !closed) {
            LockSupport.parkNanos(this, (drains.isEmpty() ? LONGEST_REST : REST_WHILE_DRAINING).toNanos());
        }
        resting.set(false);
    }
}
