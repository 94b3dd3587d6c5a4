package dev.holdfast.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names the topics that a handler writes to.
 *
 * <p>With one topic, what the method returns goes there: a value with the key of the handled record, a
 * {@link dev.holdfast.Message} with its own. With several, each returned message names its topic by
 * {@link dev.holdfast.Message#to}. A {@code void} method uses a {@link dev.holdfast.Emitter} parameter.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Emits {
    /**
     * The topics.
     *
     * @return at least one topic name
     */
    String[] value();
}
