/**
 * Tests of handlers and applications. {@link dev.holdfast.testkit.HandlerTest} needs no broker;
 * {@link dev.holdfast.testkit.ManualClock} puts time under a test's control; {@link dev.holdfast.testkit.KafkaTest} starts
 * brokers, with {@link dev.holdfast.testkit.TestTopics} to write and read; what an application promises is checked by
 * {@link dev.holdfast.testkit.DeliveryGuarantee}s.
 *
 * <p>Everything runs on the thread of the test, but for {@link dev.holdfast.testkit.TopicProbe}, which reads on one of
 * its own. May import: core with its internal packages, which never show in public signatures here, and embedded-kafka.
 */
@NullMarked
package dev.holdfast.testkit;

import org.jspecify.annotations.NullMarked;
