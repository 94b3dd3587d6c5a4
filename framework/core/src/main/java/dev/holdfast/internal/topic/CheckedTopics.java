package dev.holdfast.internal.topic;

import dev.holdfast.state.TopicReport;
import java.util.List;

/**
 * The result of the check.
 *
 * @param facts for the engine
 * @param report for people
 * @param warnings what weakens the application's promises and does not keep it from running, sentences
 */
public record CheckedTopics(ClusterFacts facts, TopicReport report, List<String> warnings) {
    /** Copies the list. */
    public CheckedTopics {
        warnings = List.copyOf(warnings);
    }
}
