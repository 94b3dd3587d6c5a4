package dev.holdfast.internal.topic;

import dev.holdfast.state.TopicReport;

/**
 * The result of the check.
 *
 * @param facts for the engine
 * @param report for people
 */
public record CheckedTopics(ClusterFacts facts, TopicReport report) {}
