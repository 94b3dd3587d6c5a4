package dev.holdfast.internal.lifecycle;

import dev.holdfast.internal.definition.AppDefinition;
import dev.holdfast.internal.definition.GroupDefinition;
import dev.holdfast.internal.definition.HandlerDefinition;
import dev.holdfast.internal.offset.CommitMetadata;
import dev.holdfast.internal.offset.MetadataFormat;
import dev.holdfast.internal.problem.Problems;
import dev.holdfast.spi.DerivedTopic;
import dev.holdfast.spi.HandlerInfo;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds records that an earlier definition of the application left in a derived topic of a group, and that nobody reads
 * any more because what derived it was taken away. Such a topic is known by its name, {@code <source>.<group>.<…>}, by
 * the group's commits for it, which are ours, and by those for its source.
 */
final class StrandedRecords {
    private static final Logger LOG = LoggerFactory.getLogger(StrandedRecords.class);

    private final Admin admin;
    private final AppDefinition app;
    private final Set<String> leftovers;
    private final Problems problems = new Problems();
    private final List<String> resting = new ArrayList<>();

    StrandedRecords(Admin admin, AppDefinition app, Set<String> leftovers) {
        this.admin = admin;
        this.app = app;
        this.leftovers = Set.copyOf(leftovers);
    }

    /**
     * Looks at all groups.
     *
     * @return a sentence for each topic whose records wait because their handler is disabled: they are safe there
     * @throws dev.holdfast.InvalidDefinitionException if there are records that no handler would read
     */
    List<String> check() {
        Map<String, Set<String>> read = new TreeMap<>();
        app.disabled().forEach(handler -> read.put(handler.group(), Set.of()));
        app.groups().forEach(group -> read.put(group.name(), read(group)));
        read.forEach(this::check);
        problems.throwIfAny();
        return resting;
    }

    private void check(String group, Set<String> read) {
        Map<TopicPartition, @Nullable OffsetAndMetadata> commits = commits(group);
        new OwedRecords(app, problems, resting).check(group, commits);
        Set<String> known = new HashSet<>(read);
        commits.keySet().forEach(partition -> known.add(partition.topic()));
        Map<TopicPartition, CommitMetadata> left = new HashMap<>();
        commits.forEach((partition, commit) -> {
            if (commit != null
                    && !read.contains(partition.topic())
                    && isDerived(partition.topic(), group, known)
                    && MetadataFormat.read(commit.metadata()) instanceof MetadataFormat.Ours ours) {
                left.put(partition, ours.metadata());
            }
        });
        Map<String, Long> records = new TreeMap<>();
        ends(left.keySet()).forEach((partition, end) -> {
            CommitMetadata commit = left.get(partition);
            long undone =
                    commit == null ? 0 : end - commit.offset() - commit.beyond().cardinality();
            if (undone > 0) {
                records.merge(partition.topic(), undone, Long::sum);
            }
        });
        records.forEach((topic, count) -> report(group, topic, count));
    }

    private Set<String> read(GroupDefinition group) {
        Set<String> read = new HashSet<>(leftovers);
        for (HandlerDefinition handler : group.handlers()) {
            read.addAll(handler.info().topics());
            handler.derivedTopics().stream()
                    .filter(DerivedTopic::subscribed)
                    .map(DerivedTopic::name)
                    .forEach(read::add);
        }
        return read;
    }

    private static boolean isDerived(String topic, String group, Set<String> known) {
        String infix = "." + group + ".";
        int at = topic.indexOf(infix);
        while (at > 0) {
            if (known.contains(topic.substring(0, at))) {
                return true;
            }
            at = topic.indexOf(infix, at + 1);
        }
        return false;
    }

    private void report(String group, String topic, long records) {
        String holds = "the topic '" + topic + "' still holds " + records + (records == 1 ? " record" : " records")
                + " of the group '" + group + "' that were to be handled, but ";
        Optional<HandlerInfo> disabled = app.disabled().stream()
                .filter(handler -> handler.group().equals(group))
                .filter(handler ->
                        handler.topics().stream().anyMatch(source -> topic.startsWith(source + "." + group + ".")))
                .findFirst();
        if (disabled.isPresent()) {
            resting.add(
                    holds + "the handler " + disabled.get().id() + " is disabled: they wait until it is enabled again");
            return;
        }
        problems.add(
                holds
                        + "no handler reads it any more: put back what derived it until it is empty, or give its records up"
                        + " with kafka-consumer-groups.sh --delete-offsets --group " + group + " --topic " + topic,
                "group " + group);
    }

    private Map<TopicPartition, @Nullable OffsetAndMetadata> commits(String group) {
        try {
            Map<TopicPartition, @Nullable OffsetAndMetadata> commits = ClusterTopicLookup.await(
                    admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata(group));
            return commits == null ? Map.of() : commits;
        } catch (GroupIdNotFoundException e) {
            return Map.of(); // a new group has left nothing
        } catch (GroupAuthorizationException e) {
            LOG.warn("the commits of group {} can't be looked at, nor whether it has left records: {}", group, e);
            return Map.of();
        }
    }

    private Map<TopicPartition, Long> ends(Set<TopicPartition> partitions) {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        partitions.forEach(partition -> asked.put(partition, OffsetSpec.latest()));
        Map<TopicPartition, Long> ends = new HashMap<>();
        if (asked.isEmpty()) {
            return ends;
        }
        var answers = admin.listOffsets(asked, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED));
        for (TopicPartition partition : partitions) {
            try {
                ListOffsetsResultInfo end = ClusterTopicLookup.await(answers.partitionResult(partition));
                if (end != null) { // null: the topic was deleted, and its records with it
                    ends.put(partition, end.offset());
                }
            } catch (TopicAuthorizationException e) {
                LOG.warn("{} can't be looked at, nor whether it holds records of the group: {}", partition, e);
            } catch (RetriableException e) {
                throw e;
            } catch (KafkaException e) {
                throw new KafkaException("the end of " + partition + " could not be found out", e);
            }
        }
        return ends;
    }
}
