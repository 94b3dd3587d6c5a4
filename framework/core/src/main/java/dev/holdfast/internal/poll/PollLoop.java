package dev.holdfast.internal.poll;

import dev.holdfast.internal.commit.Committer;
import dev.holdfast.internal.commit.ConsumerCounts;
import dev.holdfast.internal.dispatch.Dispatcher;
import dev.holdfast.internal.dispatch.Lane;
import dev.holdfast.state.PartitionState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidGroupIdException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one consumer of a group going: turns its session, tries again what may pass, replaces a consumer that has broken,
 * and says so when nothing helps. Its public methods may be called by any thread.
 */
public final class PollLoop {
    private static final Logger LOG = LoggerFactory.getLogger(PollLoop.class);
    private static final Duration FIRST_REST = Duration.ofMillis(250);
    private static final Duration LONGEST_REST = Duration.ofSeconds(10);
    private static final Duration RESERVE = Duration.ofSeconds(5);

    private final ConsumerPlan plan;
    private final Consumer<Throwable> onBroken;
    private final Thread thread;
    private final CommitQueue commits = new CommitQueue();
    private final Intakes intakes = new Intakes();
    private final Committer committer;
    private final List<Dispatcher> dispatchers;
    private final CountDownLatch ended = new CountDownLatch(1);
    private Duration rest = FIRST_REST;
    private volatile Set<String> pausedHandlers = Set.of();
    private volatile boolean joined;
    private volatile Instant lastTurn;
    private volatile Lane.@Nullable Condition trouble;
    private volatile @Nullable Duration closeWithin;

    /**
     * Creates a loop.
     *
     * @param plan what it is made of
     * @param onBroken takes the error that ended it
     */
    public PollLoop(ConsumerPlan plan, Consumer<Throwable> onBroken) {
        this.plan = plan;
        this.onBroken = onBroken;
        this.thread = new Thread(this::run, plan.name());
        this.committer = plan.newCommitter().apply(commits);
        this.dispatchers = plan.distinctDispatchers();
        this.lastTurn = plan.timers().now();
    }

    /** Starts polling. */
    public void start() {
        committer.start();
        thread.start();
    }

    /**
     * Says which handlers rest.
     *
     * @param handlers their ids
     */
    public void pausedHandlers(Set<String> handlers) {
        pausedHandlers = Set.copyOf(handlers);
    }

    /**
     * Reads one more topic from the next turn on.
     *
     * @param topic the topic
     * @param handlerId who handles it; without effect if this loop has no such handler or reads the topic already
     */
    public void alsoRead(String topic, String handlerId) {
        dispatchers.stream()
                .filter(dispatcher -> dispatcher.id().equals(handlerId))
                .forEach(dispatcher -> plan.dispatchers().putIfAbsent(topic, dispatcher));
    }

    /**
     * Begins to close: no record begins any more, those that run may finish, what is done is committed.
     *
     * @param within how long handlers may take
     */
    public void close(Duration within) {
        closeWithin = within;
        LockSupport.unpark(thread);
    }

    /**
     * Waits for the end.
     *
     * @param atMost how long
     * @return whether it has come
     * @throws InterruptedException if the calling thread is interrupted
     */
    public boolean awaitEnd(Duration atMost) throws InterruptedException {
        return ended.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void run() {
        Throwable cause = null;
        try {
            while (closeWithin == null) {
                runSession();
            }
        } catch (Throwable e) {
            LOG.error("{} has ended", plan.name(), e);
            cause = e;
        } finally {
            dispatchers.forEach(Dispatcher::close);
            dispatchers.forEach(dispatcher -> dispatcher.extensions().close());
            committer.close(RESERVE);
            ended.countDown();
        }
        if (cause != null) {
            onBroken.accept(cause);
        }
    }

    private void runSession() {
        Session session = new Session(plan, committer, commits, intakes);
        try {
            session.subscribe();
            Duration within = closeWithin;
            while (within == null) {
                turn(session);
                within = closeWithin;
            }
            session.end(within, RESERVE);
        } catch (KafkaException | IllegalStateException e) {
            session.drop();
            commits.clear();
            committer.abandonCommits();
            if (isHopeless(e)) {
                throw e;
            }
            LOG.error("the consumer of {} has broken and is replaced", plan.name(), e);
            restAfter(e);
        } catch (RuntimeException | Error e) {
            // Without this the consumer would stay a member of its group that never polls.
            session.drop();
            throw e;
        }
    }

    private void turn(Session session) {
        try {
            session.turn(pausedHandlers);
            joined = session.hasJoined();
            trouble = null;
            rest = FIRST_REST;
        } catch (InterruptException e) {
            throw e;
        } catch (RetriableException | AuthorizationException | AuthenticationException e) {
            LOG.warn("{} can't poll and tries again: {}", plan.name(), e.toString());
            restAfter(e);
        }
        lastTurn = plan.timers().now();
    }

    private static boolean isHopeless(RuntimeException e) {
        return e instanceof FencedInstanceIdException
                || e instanceof UnsupportedVersionException
                || e instanceof InvalidGroupIdException
                || e instanceof InterruptException;
    }

    private void restAfter(RuntimeException e) {
        Lane.Condition before = trouble;
        trouble =
                new Lane.Condition(e.toString(), before == null ? plan.timers().now() : before.since());
        LockSupport.parkNanos(this, rest.toNanos());
        Duration twice = rest.multipliedBy(2);
        rest = twice.compareTo(LONGEST_REST) < 0 ? twice : LONGEST_REST;
    }

    /** What keeps the loop from polling; null if nothing does. */
    public Lane.@Nullable Condition trouble() {
        return trouble;
    }

    /** Whether the consumer has joined its group and taken its partitions over. */
    public boolean hasJoined() {
        return joined;
    }

    /** The loop's name. */
    public String name() {
        return plan.name();
    }

    /** When the loop turned last. */
    public Instant lastTurn() {
        return lastTurn;
    }

    /** What has happened to the consumer, and to those before it, since start. */
    public ConsumerCounts counts() {
        return committer.counts();
    }

    /** The owned partitions. */
    public List<Lane> lanes() {
        return intakes.lanes();
    }

    /** The dispatchers of the loop's handlers. */
    public List<Dispatcher> dispatchers() {
        return dispatchers;
    }

    /**
     * The owned partitions of a handler as they are now.
     *
     * @param dispatcher the handler's dispatcher
     * @return their states, in no order
     */
    public List<PartitionState> partitions(Dispatcher dispatcher) {
        boolean paused = pausedHandlers.contains(dispatcher.id());
        return intakes.all().stream()
                .filter(intake -> intake.lane().dispatcher() == dispatcher)
                .map(intake -> PartitionStates.of(intake, paused))
                .toList();
    }
}
