package dev.holdfast.internal.poll;

import dev.holdfast.internal.commit.Committer;
import dev.holdfast.internal.commit.Drained;
import dev.holdfast.internal.commit.Ownership;
import dev.holdfast.internal.dispatch.Lane;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives partitions up: no record begins any more, those that run may finish for a bounded time, what is done is
 * committed. What runs on after that time meets a closed lane, and its record is handled again by the next owner.
 */
final class GivingUp {
    private static final Logger LOG = LoggerFactory.getLogger(GivingUp.class);
    private static final Duration WRITES = Duration.ofSeconds(3);
    private static final Duration COMMIT = Duration.ofSeconds(5);
    private static final Duration REBALANCE = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(50);
    private static final long LOOK_NANOS = Duration.ofMillis(1).toNanos();

    private final Consumer<byte[], byte[]> consumer;
    private final Committer committer;
    private final CommitQueue commits;
    private final Intakes intakes;

    GivingUp(Consumer<byte[], byte[]> consumer, Committer committer, CommitQueue commits, Intakes intakes) {
        this.consumer = consumer;
        this.committer = committer;
        this.commits = commits;
        this.intakes = intakes;
    }

    /** Gives lanes up in good order, while they are still owned. */
    void revoke(List<Lane> lanes, Duration forHandlers) {
        lanes.forEach(Lane::halt);
        awaitHandlers(lanes, forHandlers);
        if (!finish(lanes)) {
            LOG.warn("nothing could be committed for {}; the next owner begins at the last commit", lanes);
        }
        close(lanes);
    }

    /**
     * Gives all lanes up before the consumer leaves its group. In the middle of a rebalance the classic protocol takes no
     * commits, so that is gone through first; only polling does that, and it reads nothing from paused partitions.
     */
    void leave(Duration forHandlers) {
        List<Lane> lanes = intakes.lanes();
        lanes.forEach(Lane::halt);
        awaitHandlers(lanes, forHandlers);
        long until = System.nanoTime() + REBALANCE.toNanos();
        while (!finish(lanes)) {
            if (System.nanoTime() >= until) {
                LOG.warn("not everything could be committed in time; the next owner begins at the last commit");
                break;
            }
            consumer.pause(consumer.assignment());
            consumer.poll(POLL);
            committer.ownership(new Ownership(consumer.groupMetadata(), intakes.lanes()));
            lanes = intakes.lanes();
        }
        close(lanes);
    }

    /** Drops lanes that are owned by somebody else already: nothing is committed for them. */
    void lose(List<Lane> lanes) {
        close(lanes);
    }

    private void close(Collection<Lane> lanes) {
        for (Lane lane : lanes) {
            lane.close();
            lane.dispatcher().extensions().onRevoked(lane);
        }
        intakes.remove(lanes);
    }

    private static void awaitHandlers(List<Lane> lanes, Duration atMost) {
        long until = System.nanoTime() + atMost.toNanos();
        while (isAnyRunning(lanes)) {
            if (System.nanoTime() >= until) {
                LOG.info("handlers still run in partitions that are given up; their records are handled again");
                return;
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    private static boolean isAnyRunning(List<Lane> lanes) {
        return lanes.stream().anyMatch(lane -> lane.dispatcher().isRunning(lane));
    }

    /** Has everything committed that is done; false if that did not succeed, but may after the group's rebalance. */
    private boolean finish(List<Lane> lanes) {
        if (lanes.isEmpty()) {
            return true;
        }
        Drained drained = drained(lanes);
        return commits.finish(drained.commits(), consumer, committer, COMMIT) && drained.complete();
    }

    private Drained drained(List<Lane> lanes) {
        CompletableFuture<Drained> drained = committer.drain(lanes, WRITES);
        try {
            return drained.get(WRITES.toMillis() * 2, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("the committer did not answer; the next owner begins at the last commit", e);
        }
        // A commit that is made too late must be answered all the same, or the committer would wait for it for ever.
        CompletableFuture<Void> unused = drained.thenAccept(
                late -> late.commits().forEach(commit -> committer.answered(commit, new TimeoutException())));
        return new Drained(List.of(), true);
    }
}
