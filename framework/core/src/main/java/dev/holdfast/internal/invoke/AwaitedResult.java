package dev.holdfast.internal.invoke;

import dev.holdfast.spi.Verdict;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Waits for a handler's stage and reports once, whatever the stage does. */
final class AwaitedResult {
    private static final Object WAITING = new Object();

    private final Call call;
    private final ResultReader result;
    private final Failures failures;
    private final Consumer<Verdict> later;
    /** Taken by the first completion; a stage of another library may complete twice. */
    private final AtomicBoolean taken = new AtomicBoolean();
    /** Null, then either the verdict (it came before anybody waited for it) or WAITING. */
    private final AtomicReference<@Nullable Object> state = new AtomicReference<>();

    AwaitedResult(Call call, ResultReader result, Failures failures, Consumer<Verdict> later) {
        this.call = call;
        this.result = result;
        this.failures = failures;
        this.later = later;
    }

    /** The verdict if the stage is complete, else null, and the verdict goes to {@code later}. */
    @Nullable
    Verdict await(CompletionStage<?> stage) {
        try {
            stage.whenComplete(this::complete);
        } catch (Throwable thrown) {
            complete(null, thrown);
        }
        return state.compareAndSet(null, WAITING) ? null : (Verdict) state.get();
    }

    private void complete(@Nullable Object value, @Nullable Throwable thrown) {
        if (!taken.compareAndSet(false, true)) {
            return;
        }
        Verdict verdict = verdict(value, thrown);
        if (!state.compareAndSet(null, verdict)) {
            later.accept(verdict);
        }
    }

    private Verdict verdict(@Nullable Object value, @Nullable Throwable thrown) {
        if (thrown == null) {
            try {
                return result.read(value, call);
            } catch (Throwable unread) {
                call.discard();
                return failures.classifyAll(unread);
            }
        }
        call.discard();
        return failures.classifyAll(thrown);
    }
}
