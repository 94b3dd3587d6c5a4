package dev.holdfast.examples.payments;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** What the cluster knows about the group's progress, whatever the applications say. */
final class Backlog {
    private final Admin admin;

    Backlog(Admin admin) {
        this.admin = admin;
    }

    /** Where the partitions of topics end. */
    Map<TopicPartition, Long> ends(List<String> topics) throws InterruptedException, ExecutionException {
        Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
        for (TopicDescription description :
                admin.describeTopics(topics).allTopicNames().get().values()) {
            description
                    .partitions()
                    .forEach(each ->
                            wanted.put(new TopicPartition(description.name(), each.partition()), OffsetSpec.latest()));
        }
        Map<TopicPartition, Long> ends = new HashMap<>();
        for (Map.Entry<TopicPartition, ListOffsetsResultInfo> end :
                admin.listOffsets(wanted).all().get().entrySet()) {
            ends.put(end.getKey(), end.getValue().offset());
        }
        return ends;
    }

    /** How far the group has committed; partitions without a commit are not in it. */
    Map<TopicPartition, Long> committed() throws InterruptedException, ExecutionException {
        Map<TopicPartition, Long> committed = new HashMap<>();
        for (Map.Entry<TopicPartition, OffsetAndMetadata> commit : admin.listConsumerGroupOffsets(PaymentHandlers.GROUP)
                .partitionsToOffsetAndMetadata()
                .get()
                .entrySet()) {
            if (commit.getValue() != null) {
                committed.put(commit.getKey(), commit.getValue().offset());
            }
        }
        return committed;
    }

    /** How many offsets of all that the group reads are not committed, be they new or tried again. */
    long size() throws InterruptedException, ExecutionException {
        // Commits first: what moves to a retry topic is at its end before the commit where it came from is to be seen.
        Map<TopicPartition, Long> committed = committed();
        long size = 0;
        for (Map.Entry<TopicPartition, Long> end : ends(PaymentTopics.READ).entrySet()) {
            size += end.getValue() - committed.getOrDefault(end.getKey(), 0L);
        }
        return size;
    }

    /** From where the group reads on, in all that it reads. */
    Map<TopicPartition, Long> left() throws InterruptedException, ExecutionException {
        Map<TopicPartition, Long> left = new HashMap<>();
        Map<TopicPartition, Long> committed = committed();
        for (TopicPartition partition : ends(PaymentTopics.READ).keySet()) {
            left.put(partition, committed.getOrDefault(partition, 0L));
        }
        return left;
    }
}
