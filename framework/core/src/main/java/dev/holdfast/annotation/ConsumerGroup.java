package dev.holdfast.annotation;

import dev.holdfast.Guarantee;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names the consumer group of a class's handlers. Without it, they belong to the group named as the application.
 *
 * <p>All handlers of a group, of whatever classes, share one Kafka consumer and one membership.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface ConsumerGroup {
    /**
     * The group's id.
     *
     * @return the id
     */
    String value();

    /**
     * How many Kafka consumers this instance of the application runs for the group.
     *
     * @return at least 1; 0 for the default of 1
     */
    int consumers() default 0;

    /**
     * Where the group begins in a partition for which it has never committed an offset.
     *
     * @return "earliest", "latest" or an ISO-8601 instant; empty for the default, earliest
     */
    String startFrom() default "";

    /**
     * What the group promises about what its handlers write. Classes of one group must say the same, unless the builder
     * or settings decide for the group.
     *
     * @return the guarantee
     */
    Guarantee guarantee() default Guarantee.EXACTLY_ONCE;
}
