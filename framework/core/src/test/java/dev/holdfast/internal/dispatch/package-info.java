/** Tests of chains, ready tasks and workers under stress, and what other tests need to build lanes. */
@NullMarked
package dev.holdfast.internal.dispatch;

import org.jspecify.annotations.NullMarked;
