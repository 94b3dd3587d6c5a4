package dev.holdfast.internal.invoke;

import dev.holdfast.CodecException;
import dev.holdfast.CodecUnavailableException;
import dev.holdfast.RejectedRecordException;
import dev.holdfast.RetryLaterException;
import dev.holdfast.spi.Verdict;
import dev.holdfast.spi.Verdict.Kind;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.UndeclaredThrowableException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** What a thrown exception means for the record. */
record Failures(String place) {
    /** Soon, and no longer each time: looking again costs nothing while it is known that there is no answer. */
    private static final Duration UNTIL_CODEC_IS_ASKED_AGAIN = Duration.ofSeconds(2);

    /**
     * Classifies what the decoding, the handler or the encoding of its outputs threw. Virtual machine errors are thrown
     * again, except a stack overflow: that is the record's own doing, as deep nesting is.
     */
    Verdict.Failed classify(Throwable thrown) {
        Throwable cause = unwrap(thrown);
        rethrowIfFatal(cause);
        return verdict(cause);
    }

    /** Classifies without throwing, for a thread that is not ours: a record must not vanish with it. */
    Verdict.Failed classifyAll(Throwable thrown) {
        return verdict(unwrap(thrown));
    }

    private Verdict.Failed verdict(Throwable cause) {
        if (cause instanceof UnusableRecordException unusable) {
            return unusable.verdict();
        }
        if (cause instanceof RetryLaterException later) {
            return new Verdict.Failed(Kind.MAY_PASS, "failed", later, text(later), later.delay());
        }
        if (cause instanceof RejectedRecordException rejected) {
            return new Verdict.Failed(Kind.PERMANENT, "rejected", rejected, text(rejected), null);
        }
        if (cause instanceof CodecUnavailableException missing) {
            return new Verdict.Failed(
                    Kind.MAY_PASS,
                    Verdict.Failed.CODEC_UNAVAILABLE,
                    missing,
                    text(missing),
                    UNTIL_CODEC_IS_ASKED_AGAIN);
        }
        if (cause instanceof CodecException codec) {
            return new Verdict.Failed(Kind.PERMANENT, "unencodable", codec, text(codec), null);
        }
        // Only the class: the text of a foreign exception may quote the record.
        String message = place + " threw " + cause.getClass().getName();
        return new Verdict.Failed(Kind.MAY_PASS, "failed", cause, message, null);
    }

    static void rethrowIfFatal(Throwable thrown) {
        if (thrown instanceof VirtualMachineError fatal && !(thrown instanceof StackOverflowError)) {
            throw fatal;
        }
    }

    private static String text(Throwable ours) {
        return Objects.requireNonNullElse(ours.getMessage(), ours.getClass().getName());
    }

    private static Throwable unwrap(Throwable thrown) {
        Throwable inner = thrown;
        while (isWrapper(inner)) {
            Throwable cause = inner.getCause();
            if (cause == null) {
                return inner;
            }
            inner = cause;
        }
        return inner;
    }

    private static boolean isWrapper(Throwable thrown) {
        return thrown instanceof CompletionException
                || thrown instanceof ExecutionException
                || thrown instanceof InvocationTargetException
                || thrown instanceof UndeclaredThrowableException;
    }
}
