package dev.holdfast.retry.internal.held;

import org.apache.kafka.common.Uuid;

/**
 * The partition that held records were read from.
 *
 * @param topic its topic
 * @param topicId tells the topic from another of the same name
 * @param partition its number
 */
record Source(String topic, Uuid topicId, int partition) {}
