package dev.holdfast.internal.lifecycle;

import dev.holdfast.internal.definition.AppDefinition;
import dev.holdfast.internal.definition.GroupDefinition;
import dev.holdfast.internal.definition.HandlerDefinition;
import dev.holdfast.internal.offset.MetadataFormat;
import dev.holdfast.internal.problem.Problems;
import dev.holdfast.spi.HandlerFeature;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Finds partitions of which a feature keeps records elsewhere, as the notes in their commits say, though nothing of the
 * present definition handles those any more.
 */
final class OwedRecords {
    private final AppDefinition app;
    private final Problems problems;
    private final List<String> resting;

    /**
     * Looks for them.
     *
     * @param app the application
     * @param problems takes a sentence for each topic whose records nobody would handle
     * @param resting takes one for each topic whose handler is disabled
     */
    OwedRecords(AppDefinition app, Problems problems, List<String> resting) {
        this.app = app;
        this.problems = problems;
        this.resting = resting;
    }

    /** Looks at what a group has committed. */
    void check(String group, Map<TopicPartition, @Nullable OffsetAndMetadata> commits) {
        Map<String, SortedSet<Integer>> owed = new TreeMap<>();
        commits.forEach((partition, commit) -> {
            if (commit != null && owes(commit) && !isHandled(group, partition.topic())) {
                owed.computeIfAbsent(partition.topic(), unseen -> new TreeSet<>())
                        .add(partition.partition());
            }
        });
        owed.forEach((topic, partitions) -> report(group, topic, partitions));
    }

    private static boolean owes(OffsetAndMetadata commit) {
        if (!(MetadataFormat.read(commit.metadata()) instanceof MetadataFormat.Ours ours)) {
            return false;
        }
        var note = ours.metadata().note();
        return note.hasRemaining() && note.get(note.position()) != 0;
    }

    private boolean isHandled(String group, String topic) {
        return app.groups().stream()
                .filter(one -> one.name().equals(group))
                .map(GroupDefinition::handlers)
                .flatMap(List::stream)
                .filter(handler -> handler.info().topics().contains(topic))
                .map(HandlerDefinition::features)
                .flatMap(List::stream)
                .anyMatch(HandlerFeature::readsNotes);
    }

    private void report(String group, String topic, SortedSet<Integer> partitions) {
        String held = "records of the topic '" + topic + "', partitions " + partitions + ", wait in the group '" + group
                + "' to be handled, but ";
        app.disabled().stream()
                .filter(handler ->
                        handler.group().equals(group) && handler.topics().contains(topic))
                .findFirst()
                .ifPresentOrElse(
                        disabled -> resting.add(held + "the handler " + disabled.id()
                                + " is disabled: they wait until it is enabled again"),
                        () -> problems.add(
                                held
                                        + "its handler has nothing any more that does so: put back what made them wait until"
                                        + " none do",
                                "group " + group));
    }
}
