/**
 * Streams and channels of Redis to Kafka: exactly once by the ids of entries, at least once through a consumer group, at
 * most once from channels; topics to Redis, each record together with its offset. All calls come from the worker's task thread; a subscription to channels alone has a thread of its
 * own, which only fills a bounded queue.
 */
@NullMarked
package dev.holdfast.connect.redis;

import org.jspecify.annotations.NullMarked;
