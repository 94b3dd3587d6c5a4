/**
 * Running records through their handler: key chains, ready batches, workers, and what becomes of each record.
 *
 * <p>Threads: the poll thread appends to the chains and publishes ready batches; workers (virtual or pooled) claim and
 * run them; the timer thread and the threads that complete asynchronous handlers only put tasks back among the ready
 * ones. Nothing here blocks but handlers and idle workers.
 *
 * <p>How a record keeps its key's order: the poll thread alone knows the last task of each key. It links a new task
 * behind that one by a compare-and-set of its {@code next}; a worker that has finished a task closes it by a
 * compare-and-set of the same field. Exactly one of the two wins, so a task is either found by the worker that finished
 * its predecessor or ready at once.
 *
 * <p>May import: the values of dev.holdfast, spi, state, internal.definition, internal.invoke, internal.offset.
 */
@NullMarked
package dev.holdfast.internal.dispatch;

import org.jspecify.annotations.NullMarked;
