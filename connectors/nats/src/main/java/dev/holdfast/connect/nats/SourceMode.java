package dev.holdfast.connect.nats;

/** How a source keeps its position. */
enum SourceMode {
    /** By sequence numbers of the stream, as offsets in Kafka: exactly once on a worker with exactly-once support. */
    SEQUENCE,
    /** By a durable consumer of JetStream that tasks share: at least once. */
    DURABLE,
    /** Not at all, from core NATS without JetStream: at most once. */
    CORE
}
