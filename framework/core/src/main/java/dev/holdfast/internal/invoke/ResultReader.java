package dev.holdfast.internal.invoke;

import dev.holdfast.spi.Verdict;
import org.jspecify.annotations.Nullable;

/** Turns what a handler returned into a verdict. Thread-safe. */
@FunctionalInterface
interface ResultReader {
    /**
     * Reads a result; throws what makes the record fail.
     *
     * @param returned what the handler returned, or its stage completed with
     * @param call the call that it ends
     * @return the verdict
     */
    Verdict read(@Nullable Object returned, Call call);
}
