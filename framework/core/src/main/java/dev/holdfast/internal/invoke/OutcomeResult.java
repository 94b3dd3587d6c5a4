package dev.holdfast.internal.invoke;

import dev.holdfast.Outcome;
import dev.holdfast.spi.Verdict;
import dev.holdfast.spi.Verdict.Failed;
import dev.holdfast.spi.Verdict.Kind;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A returned outcome. */
record OutcomeResult(MessageEncoder encoder) implements ResultReader {
    @Override
    public Verdict read(@Nullable Object returned, Call call) {
        Outcome outcome = (Outcome) Objects.requireNonNull(returned, "the handler returned null instead of an Outcome");
        if (outcome instanceof Outcome.Done) {
            return call.succeeded();
        }
        if (outcome instanceof Outcome.Emit emit) {
            return call.succeeded(encoder.encodeAll(emit.messages()));
        }
        call.discard();
        return withoutOutputs(outcome);
    }

    private static Verdict withoutOutputs(Outcome outcome) {
        if (outcome instanceof Outcome.Retry retry) {
            return new Failed(Kind.MAY_PASS, "failed", null, retry.reason(), null);
        }
        if (outcome instanceof Outcome.RetryAfter retry) {
            String message = "the handler asked to be tried again after " + retry.delay();
            return new Failed(Kind.MAY_PASS, "failed", null, message, retry.delay());
        }
        if (outcome instanceof Outcome.DeadLetter rejected) {
            return new Failed(Kind.PERMANENT, "rejected", null, rejected.reason(), null);
        }
        if (outcome instanceof Outcome.Skip skip) {
            return new Verdict.Skipped(skip.reason());
        }
        throw new IllegalStateException("unknown outcome " + outcome.getClass().getName());
    }
}
