/** Tests of held keys on real brokers. */
@NullMarked
package dev.holdfast.retry.held;

import org.jspecify.annotations.NullMarked;
