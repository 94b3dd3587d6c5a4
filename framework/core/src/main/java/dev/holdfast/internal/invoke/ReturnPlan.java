package dev.holdfast.internal.invoke;

import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How what a handler returns is read.
 *
 * @param toStage turns it into a stage; null if the handler answers at once
 * @param result reads it, or what the stage completes with
 */
record ReturnPlan(@Nullable Function<Object, CompletionStage<?>> toStage, ResultReader result) {
    boolean isAsync() {
        return toStage != null;
    }

    CompletionStage<?> stageOf(@Nullable Object returned) {
        Object stage = Objects.requireNonNull(returned, "the handler returned null instead of a stage");
        return Objects.requireNonNull(
                Objects.requireNonNull(toStage).apply(stage), "the return adapter gave null instead of a stage");
    }
}
