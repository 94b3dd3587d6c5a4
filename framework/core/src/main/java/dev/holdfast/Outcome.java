package dev.holdfast;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * What became of a record, as a value that a handler returns.
 *
 * <table>
 *   <caption>The same said by a returned outcome and by an exception</caption>
 *   <tr><th>returned</th><th>thrown</th><th>what happens</th></tr>
 *   <tr><td>{@link #done()}, or nothing (void)</td><td></td><td>the record is handled; staged outputs are sent</td></tr>
 *   <tr><td>{@link #emit}</td><td></td><td>handled; the messages are sent after what was staged</td></tr>
 *   <tr><td>{@link #retry}</td><td>any exception</td><td>failed, tried again by the handler's retry rules</td></tr>
 *   <tr><td>{@link #retryAfter}</td><td>{@link RetryLaterException}</td><td>failed, tried again after that time</td></tr>
 *   <tr><td>{@link #deadLetter}</td><td>{@link RejectedRecordException}</td><td>failed for good: a dead letter, or, for
 *       a handler without a dead-letter topic, its partition stops visibly</td></tr>
 *   <tr><td>{@link #skip}</td><td></td><td>done without effect: logged and counted; staged outputs are discarded</td></tr>
 * </table>
 */
public sealed interface Outcome {
    /**
     * The record is handled.
     *
     * @return the outcome
     */
    static Outcome done() {
        return Done.INSTANCE;
    }

    /**
     * The record is handled and messages are emitted, in their order.
     *
     * @param messages what to emit
     * @return the outcome
     */
    static Outcome emit(Message<?, ?>... messages) {
        return new Emit(List.of(messages));
    }

    /**
     * The record failed and is tried again by the handler's retry rules.
     *
     * @param reason why, for logs and failure headers
     * @return the outcome
     */
    static Outcome retry(String reason) {
        return new Retry(reason);
    }

    /**
     * The record failed and is tried again after a time of the handler's choice.
     *
     * @param delay how long to wait; not negative
     * @return the outcome
     */
    static Outcome retryAfter(Duration delay) {
        return new RetryAfter(delay);
    }

    /**
     * The record can't be handled, now or later.
     *
     * @param reason why, for logs and failure headers
     * @return the outcome
     */
    static Outcome deadLetter(String reason) {
        return new DeadLetter(reason);
    }

    /**
     * The record needs no handling. It is logged and counted, and gone.
     *
     * @param reason why
     * @return the outcome
     */
    static Outcome skip(String reason) {
        return new Skip(reason);
    }

    /** See {@link Outcome#done()}. */
    final class Done implements Outcome {
        static final Done INSTANCE = new Done();

        private Done() {}

        @Override
        public String toString() {
            return "Done";
        }
    }

    /**
     * See {@link Outcome#emit}.
     *
     * @param messages what to emit, in order
     */
    record Emit(List<Message<?, ?>> messages) implements Outcome {
        /** Copies the list. */
        public Emit {
            messages = List.copyOf(messages);
        }
    }

    /**
     * See {@link Outcome#retry}.
     *
     * @param reason why
     */
    record Retry(String reason) implements Outcome {
        /** Checks the reason. */
        public Retry {
            Objects.requireNonNull(reason, "reason");
        }
    }

    /**
     * See {@link Outcome#retryAfter}.
     *
     * @param delay how long to wait
     */
    record RetryAfter(Duration delay) implements Outcome {
        /** Checks that the delay is not negative. */
        public RetryAfter {
            if (delay.isNegative()) {
                throw new IllegalArgumentException("a retry can't be in the past: " + delay);
            }
        }
    }

    /**
     * See {@link Outcome#deadLetter}.
     *
     * @param reason why
     */
    record DeadLetter(String reason) implements Outcome {
        /** Checks the reason. */
        public DeadLetter {
            Objects.requireNonNull(reason, "reason");
        }
    }

    /**
     * See {@link Outcome#skip}.
     *
     * @param reason why
     */
    record Skip(String reason) implements Outcome {
        /** Checks the reason. */
        public Skip {
            Objects.requireNonNull(reason, "reason");
        }
    }
}
