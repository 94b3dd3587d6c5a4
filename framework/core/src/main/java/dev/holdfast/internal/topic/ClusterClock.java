package dev.holdfast.internal.topic;

import dev.holdfast.ClusterUnavailableException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.OptionalLong;
import org.apache.kafka.clients.admin.DescribeMetadataQuorumOptions;
import org.apache.kafka.clients.admin.QuorumInfo;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares the clocks of this machine and of the cluster. The leader of the metadata quorum says of its own replica that it
 * has caught up now, by its clock; that moment lies between question and answer, so the network's delay is no difference.
 */
final class ClusterClock {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterClock.class);
    private static final String WHAT = "tell the time";

    /** Nothing depends on the answer, so nobody waits long for it. */
    private static final int LONGEST_MS = 2_000;

    private final InstantSource local;

    ClusterClock(InstantSource local) {
        this.local = local;
    }

    /** What was asked and may not be answered yet. */
    @FunctionalInterface
    interface Answer {
        /**
         * Waits for the answer.
         *
         * @return how far the cluster's clock is ahead of this machine's at the least; negative if it is behind; zero if they
         *     agree as far as can be told, or if it is not told: that takes the right to describe the cluster
         */
        Duration await();
    }

    Answer ask(AdminCalls calls) {
        DescribeMetadataQuorumOptions options = new DescribeMetadataQuorumOptions();
        options.timeoutMs(Math.min(LONGEST_MS, calls.remainingMs()));
        long asked = local.millis();
        KafkaFuture<Duration> offset = calls.admin()
                .describeMetadataQuorum(options)
                .quorumInfo()
                .thenApply(quorum -> offset(quorum, asked, local.millis()));
        return () -> {
            try {
                return calls.await(WHAT, offset);
            } catch (KafkaException | ClusterUnavailableException e) {
                LOG.info("whether this machine's clock agrees with the cluster's is not known: {}", e.toString());
                return Duration.ZERO;
            }
        };
    }

    private static Duration offset(QuorumInfo quorum, long asked, long answered) {
        OptionalLong there = quorum.voters().stream()
                .filter(voter -> voter.replicaId() == quorum.leaderId())
                .map(QuorumInfo.ReplicaState::lastCaughtUpTimestamp)
                .findFirst()
                .orElse(OptionalLong.empty());
        if (there.isEmpty()) {
            return Duration.ZERO;
        }
        long time = there.getAsLong();
        return Duration.ofMillis(time < asked ? time - asked : Math.max(0, time - answered));
    }
}
