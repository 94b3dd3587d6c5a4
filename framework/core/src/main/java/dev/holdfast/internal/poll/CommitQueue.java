package dev.holdfast.internal.poll;

import dev.holdfast.internal.commit.Committer;
import dev.holdfast.internal.commit.OffsetCommit;
import dev.holdfast.internal.commit.OffsetCommits;
import dev.holdfast.internal.dispatch.Lane;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the committer asks of the poll thread. Commits are carried out without those lanes that are no longer owned: on this
 * thread nothing can be lost between the look and the commit.
 */
final class CommitQueue implements OffsetCommits {
    private static final Logger LOG = LoggerFactory.getLogger(CommitQueue.class);

    private final Queue<OffsetCommit> queue = new ConcurrentLinkedQueue<>();
    private final Queue<Lane> closed = new ConcurrentLinkedQueue<>();
    private volatile @Nullable Thread resting;

    @Override
    public void carryOut(OffsetCommit commit) {
        queue.add(commit);
    }

    @Override
    public void takeOverAnew(Collection<Lane> lanes) {
        closed.addAll(lanes);
    }

    @Override
    public void roomIsMade() {
        Thread thread = resting;
        if (thread != null) {
            LockSupport.unpark(thread);
        }
    }

    /** Lets the poll thread rest until there may be room, but not for long: not all room is told of. */
    void rest(Duration atMost) {
        resting = Thread.currentThread();
        LockSupport.parkNanos(this, atMost.toNanos());
        resting = null;
    }

    /** The lanes that the committer has closed since the last call. */
    List<Lane> takeClosed() {
        List<Lane> taken = new ArrayList<>();
        Lane lane = closed.poll();
        while (lane != null) {
            taken.add(lane);
            lane = closed.poll();
        }
        return taken;
    }

    /** Starts all commits that wait. */
    void start(Consumer<byte[], byte[]> consumer, Committer committer) {
        OffsetCommit commit = queue.poll();
        while (commit != null) {
            start(commit, consumer, committer);
            commit = queue.poll();
        }
    }

    private static void start(OffsetCommit commit, Consumer<byte[], byte[]> consumer, Committer committer) {
        Map<TopicPartition, OffsetAndMetadata> offsets = owned(commit);
        if (offsets.isEmpty()) {
            committer.answered(commit, null);
            return;
        }
        try {
            consumer.commitAsync(offsets, (done, error) -> {
                if (error != null) {
                    LOG.debug("a commit failed and is repeated: {}", error.toString());
                }
                committer.answered(commit, error);
            });
        } catch (KafkaException e) {
            LOG.debug("a commit failed and is repeated: {}", e.toString());
            committer.answered(commit, e);
        }
    }

    /**
     * Carries out commits and waits for them.
     *
     * @return false if the group was in the middle of a rebalance, so that the same may succeed after it
     */
    boolean finish(
            List<OffsetCommit> commits, Consumer<byte[], byte[]> consumer, Committer committer, Duration atMost) {
        boolean finished = true;
        for (OffsetCommit commit : commits) {
            try {
                Map<TopicPartition, OffsetAndMetadata> offsets = owned(commit);
                if (!offsets.isEmpty()) {
                    consumer.commitSync(offsets, atMost);
                }
                committer.answered(commit, null);
            } catch (RebalanceInProgressException e) {
                LOG.info("a last commit came in the middle of a rebalance");
                committer.answered(commit, e);
                finished = false;
            } catch (KafkaException e) {
                LOG.warn("a last commit failed, its records are handled again by the next owner: {}", e.toString());
                committer.answered(commit, e);
            }
        }
        return finished;
    }

    /** Forgets what was not started. */
    void clear() {
        queue.clear();
    }

    private static Map<TopicPartition, OffsetAndMetadata> owned(OffsetCommit commit) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        commit.offsets().forEach((Lane lane, OffsetAndMetadata offset) -> {
            if (lane.isOpen()) {
                offsets.put(lane.partition(), offset);
            }
        });
        return offsets;
    }
}
