package dev.holdfast.examples.chaos;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.RetriableException;

/** The members of the group as its coordinator sees them. A run of an instance is known by its client id. */
final class Members {
    private final Admin admin;

    Members(Admin admin) {
        this.admin = admin;
    }

    /** Whether it has partitions. */
    boolean owns(String clientId) throws InterruptedException {
        return look().flatMap(group -> member(group, clientId))
                .filter(member -> !member.assignment().topicPartitions().isEmpty())
                .isPresent();
    }

    /** Whether the group has thrown it out. */
    boolean isGone(String clientId) throws InterruptedException {
        return look().filter(group -> member(group, clientId).isEmpty()).isPresent();
    }

    /** How often members came, went or got something else to read: the group's epoch. */
    int rebalances() throws InterruptedException {
        return look().flatMap(ConsumerGroupDescription::groupEpoch).orElse(0);
    }

    private static Optional<MemberDescription> member(ConsumerGroupDescription group, String clientId) {
        return group.members().stream()
                .filter(member -> member.clientId().equals(clientId))
                .findFirst();
    }

    /** Empty if nobody answers just now, or nobody has joined yet. */
    private Optional<ConsumerGroupDescription> look() throws InterruptedException {
        try {
            return admin.describeConsumerGroups(List.of(Names.GROUP)).all().get().values().stream()
                    .findFirst();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RetriableException || e.getCause() instanceof GroupIdNotFoundException) {
                return Optional.empty();
            }
            throw new IllegalStateException("The group can't be looked at", e);
        }
    }
}
