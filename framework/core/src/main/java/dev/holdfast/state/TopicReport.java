package dev.holdfast.state;

import java.util.List;
import java.util.Optional;

/**
 * The application's topics as they were found, or created, when it started.
 *
 * @param clusterId the cluster's id
 * @param topics every topic that the application declares, handles, emits to or derives, by name
 */
public record TopicReport(String clusterId, List<TopicStatus> topics) {
    /** Copies the list. */
    public TopicReport {
        topics = List.copyOf(topics);
    }

    /**
     * Finds a topic.
     *
     * @param name its name
     * @return what is known of it; empty if the application does not use it
     */
    public Optional<TopicStatus> topic(String name) {
        return topics.stream().filter(topic -> topic.name().equals(name)).findFirst();
    }

    /**
     * The topics that differ from their declaration.
     *
     * @return those with differences, by name
     */
    public List<TopicStatus> drifted() {
        return topics.stream().filter(topic -> !topic.differences().isEmpty()).toList();
    }

    /**
     * All topics as text for people, one a line under a head, each difference on its own line.
     *
     * @return the lines, without a line break at the end
     */
    public String table() {
        return TopicTable.of(topics);
    }

    /** The same as {@link #table()}. */
    @Override
    public String toString() {
        return table();
    }
}
