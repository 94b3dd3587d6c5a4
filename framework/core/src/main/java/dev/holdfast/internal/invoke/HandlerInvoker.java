package dev.holdfast.internal.invoke;

import dev.holdfast.spi.HandlerRecord;
import dev.holdfast.spi.Verdict;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Decodes a record, calls the handler with it and reads the result. Thread-safe; never throws but VM errors. */
@FunctionalInterface
public interface HandlerInvoker {
    /**
     * Handles one record.
     *
     * @param record the record
     * @param later called exactly once, by any thread, if null is returned
     * @return the verdict, or null if the handler answered with a stage that is not complete yet
     */
    @Nullable
    Verdict invoke(HandlerRecord record, Consumer<Verdict> later);
}
