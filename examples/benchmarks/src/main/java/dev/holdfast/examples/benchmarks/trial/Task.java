package dev.holdfast.examples.benchmarks.trial;

/**
 * What a contestant is to do: read a topic as a new group, and call the handler for each record.
 *
 * @param bootstrapServers where the broker is
 * @param group a consumer group that was never used
 * @param source the topic
 * @param target where each record goes once it is handled, exactly once; empty: nowhere
 * @param handler what to call
 */
public record Task(String bootstrapServers, String group, Source source, String target, RecordHandler handler) {}
