/**
 * Tests of handlers: without a broker by {@link dev.holdfast.testkit.HandlerTest}, and time under a test's control by
 * {@link dev.holdfast.testkit.ManualClock}.
 *
 * <p>Everything runs on the thread of the test. May import: core with its internal packages, which never show in
 * public signatures here, and embedded-kafka.
 */
@NullMarked
package dev.holdfast.testkit;

import org.jspecify.annotations.NullMarked;
