package dev.holdfast.retry;

import dev.holdfast.spi.ExtendsHandler;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Puts records that can't be handled into {@code <topic>.<group>.dead-letter}, in their original bytes and the same
 * partition. Without {@link RetryTopics} every failure does so at once. On a class it counts for all its handlers.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
@ExtendsHandler(AnnotationReaders.OfDeadLetterTopic.class)
public @interface DeadLetterTopic {
    /**
     * How long dead letters are kept, such as {@code 30d}, unless the topic is declared by itself.
     *
     * @return a duration; empty for ever
     */
    String retention() default "";
}
