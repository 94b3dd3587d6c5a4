package dev.holdfast.internal.topic;

import java.util.OptionalInt;
import org.apache.kafka.common.Uuid;

/**
 * What the engine needs to know of a topic that is there.
 *
 * @param id tells it from a later topic of the same name
 * @param partitions how many partitions it had at start
 * @param replicas how many replicas its partitions have, at least
 * @param minInSync its {@code min.insync.replicas}; empty if the right to see it is missing
 * @param maxMessageBytes its {@code max.message.bytes}; {@link Integer#MAX_VALUE} if the right to see it is missing
 */
public record TopicFacts(Uuid id, int partitions, int replicas, OptionalInt minInSync, int maxMessageBytes) {}
