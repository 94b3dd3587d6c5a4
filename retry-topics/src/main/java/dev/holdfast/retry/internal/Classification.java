package dev.holdfast.retry.internal;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether an exception is worth another attempt: by its class and superclasses, and those of its causes. */
record Classification(List<Class<? extends Throwable>> only, List<Class<? extends Throwable>> except) {
    boolean isRetryable(@Nullable Throwable thrown) {
        if (thrown == null) {
            return true;
        }
        List<Throwable> all = Causes.of(thrown);
        return (only.isEmpty() || matches(all, only)) && !matches(all, except);
    }

    private static boolean matches(List<Throwable> all, List<Class<? extends Throwable>> types) {
        return all.stream().anyMatch(one -> types.stream().anyMatch(type -> type.isInstance(one)));
    }
}
