/**
 * Held keys: how a record that failed waits without being overtaken by younger ones of its key.
 *
 * <p>What decides is pure and checked as a model: {@link dev.holdfast.retry.internal.held.HeldRecords} (which records wait
 * and in what order), {@link dev.holdfast.retry.internal.held.HeldRestore} (the same, rebuilt from the log of the held
 * topic), {@link dev.holdfast.retry.internal.held.HeldStep} (what each step writes). None of these is thread-safe; whoever
 * uses them says which lock guards them. May import: the values of dev.holdfast, dev.holdfast.spi and
 * dev.holdfast.retry.internal.
 */
@NullMarked
package dev.holdfast.retry.internal.held;

import org.jspecify.annotations.NullMarked;
