package dev.holdfast.retry;

import dev.holdfast.spi.ExtendsHandler;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Tries failed records again: first in memory, then after the delays; what still fails goes to the dead-letter topic, as
 * {@link DeadLetterTopic} says. On a class it counts for all its handlers.
 *
 * <p>In {@link dev.holdfast.Order#KEY} a failed record is held in {@code <topic>.<group>.held}, and later records of its key
 * behind it: none overtakes it, and other keys don't wait. In {@link dev.holdfast.Order#KEY_UNTIL_RETRY} and
 * {@link dev.holdfast.Order#NONE} it goes through retry topics {@code <topic>.<group>.retry.<n>}, one for each delay, and is
 * overtaken there. {@link dev.holdfast.Order#PARTITION} allows retries in memory only.
 * Durations are written as {@code 500ms}, {@code 10s}, {@code 1m}, {@code 2h}, {@code 1d}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
@ExtendsHandler(AnnotationReaders.OfRetryTopics.class)
public @interface RetryTopics {
    /**
     * The delays, one for each attempt; each has a topic of its own where no keys are held.
     *
     * @return durations, at most 20, each at most a year; none for retries in memory only
     */
    String[] value() default {"10s", "1m", "10m"};

    /**
     * The delays of attempts in memory before the first retry topic, while later records of the key wait. They start anew
     * when the partition moves to another consumer.
     *
     * @return durations, at most 20, each at most a minute
     */
    String[] inPlace() default {};

    /**
     * The exceptions that are worth another attempt; also as a cause of the one that was thrown.
     *
     * @return classes, subclasses included; none for all
     */
    Class<? extends Throwable>[] only() default {};

    /**
     * The exceptions that are not worth another attempt, also as a cause; they win over {@link #only}.
     *
     * @return classes, subclasses included
     */
    Class<? extends Throwable>[] except() default {};

    /**
     * What becomes of a record that no attempt could handle.
     *
     * @return to the dead letters, or not
     */
    OnExhausted onExhausted() default OnExhausted.DEAD_LETTER;
}
