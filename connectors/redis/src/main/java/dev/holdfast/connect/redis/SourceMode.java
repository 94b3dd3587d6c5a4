package dev.holdfast.connect.redis;

/** How a source keeps its position. */
enum SourceMode {
    /** By the ids of entries, as offsets in Kafka: exactly once on a worker with exactly-once support. */
    EXACTLY_ONCE,
    /** By a consumer group that tasks share: at least once. */
    CONSUMER_GROUP,
    /** Not at all, from channels: at most once. */
    PUBSUB
}
