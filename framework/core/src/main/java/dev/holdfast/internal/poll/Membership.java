package dev.holdfast.internal.poll;

import dev.holdfast.internal.commit.Committer;
import dev.holdfast.internal.commit.Ownership;
import dev.holdfast.internal.dispatch.Lane;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Follows the group's decisions on who owns what, and publishes what is owned. */
final class Membership implements ConsumerRebalanceListener {
    private static final Logger LOG = LoggerFactory.getLogger(Membership.class);
    private static final Duration FOR_HANDLERS = Duration.ofSeconds(5);

    /** More than the broker's default of {@code group.consumer.heartbeat.interval.ms}. */
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(6);

    private final Consumer<byte[], byte[]> consumer;
    private final Committer committer;
    private final Opening opening;
    private final GivingUp givingUp;
    private final Intakes intakes;
    private @Nullable Ownership published;
    private boolean decided;
    private long memberSince;

    Membership(
            Consumer<byte[], byte[]> consumer,
            Committer committer,
            Opening opening,
            GivingUp givingUp,
            Intakes intakes) {
        this.consumer = consumer;
        this.committer = committer;
        this.opening = opening;
        this.givingUp = givingUp;
        this.intakes = intakes;
    }

    /**
     * Whether the group has decided what this member owns. The classic protocol says so even if that is nothing; the newer
     * one lets a member in first and calls only when there is something, so a member that has heard nothing for longer
     * than the time between two heartbeats owns nothing.
     */
    boolean isDecided() {
        if (decided || consumer.groupMetadata().generationId() <= 0) {
            return decided;
        }
        long now = System.nanoTime();
        if (memberSince == 0) {
            memberSince = now;
        }
        return now - memberSince > LONGEST_SILENCE.toNanos();
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        decided = true;
        publish();
        if (!partitions.isEmpty()) {
            committer.counts().rebalanced();
            LOG.info("assigned {}", partitions);
            opening.assigned(partitions);
            publish();
        }
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        publish();
        if (!partitions.isEmpty()) {
            committer.counts().rebalanced();
            LOG.info("revoked {}", partitions);
            giveUp(partitions, FOR_HANDLERS);
        }
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        committer.counts().rebalanced();
        LOG.warn("lost {}: another member may own them already", partitions);
        givingUp.lose(intakes.lanes(partitions));
        opening.revoked(partitions);
        publish();
    }

    /** Gives everything up in good order. */
    void giveUpAll(Duration forHandlers) {
        List<TopicPartition> partitions =
                intakes.lanes().stream().map(Lane::partition).toList();
        givingUp.leave(forHandlers);
        opening.revoked(partitions);
        publish();
    }

    /** Takes partitions over anew whose lanes the committer has closed. */
    void takeOverAnew(List<Lane> closed) {
        List<Lane> current = closed.stream().filter(intakes::isCurrent).toList();
        if (!current.isEmpty()) {
            List<TopicPartition> partitions =
                    current.stream().map(Lane::partition).toList();
            LOG.warn("{} are taken over anew", partitions);
            givingUp.lose(current);
            opening.revoked(partitions);
            opening.again(partitions);
            publish();
        }
    }

    /** Drops everything, after the consumer has broken: somebody else may own it by the time it can be told. */
    void loseAll() {
        givingUp.lose(intakes.lanes());
        Ownership last = published;
        if (last != null) {
            committer.ownership(new Ownership(last.group(), List.of()));
        }
    }

    private void giveUp(Collection<TopicPartition> partitions, Duration forHandlers) {
        givingUp.revoke(intakes.lanes(partitions), forHandlers);
        opening.revoked(partitions);
        publish();
    }

    /** Publishes what is owned now, if that has changed. */
    void publish() {
        Ownership now = new Ownership(consumer.groupMetadata(), intakes.lanes());
        if (!now.equals(published)) {
            published = now;
            committer.ownership(now);
        }
    }
}
