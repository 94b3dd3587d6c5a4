package dev.holdfast.annotation;

import dev.holdfast.Order;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes a method the handler of a topic's records.
 *
 * <pre>{@code
 * @Handles("orders.placed")
 * void ship(@Key String orderId, OrderPlaced order, Delivery delivery) { … }
 * }</pre>
 *
 * <p>Parameters, in any order, each at most once unless said otherwise:
 *
 * <ul>
 *   <li>the value: a parameter without annotation of any type for which there is a codec. {@code Optional<V>} or
 *       {@code @Nullable V} admits tombstones; otherwise a record without a value fails as {@code null-value};
 *   <li>{@link Key @Key}: the key;
 *   <li>{@link Header @Header("name")}: the last header of that name, as {@code String}, {@code byte[]},
 *       {@code Optional} of these or {@code @Nullable}; any number of them;
 *   <li>{@code Message<K, V>}: key, value and headers together, in place of the value;
 *   <li>{@link dev.holdfast.Delivery}: origin and attempt;
 *   <li>{@link dev.holdfast.Emitter}: for records to emit;
 *   <li>{@code ConsumerRecord<byte[], byte[]>}: the record as it was read, in place of the value.
 * </ul>
 *
 * <p>It returns nothing, an {@link dev.holdfast.Outcome}, or, with {@link Emits}, a value, a
 * {@link dev.holdfast.Message} or a list of messages; or a {@code CompletionStage} of any of these, which holds no
 * thread while it runs. Null emits nothing. Handlers of {@link Order#KEY} and {@link Order#NONE} are called by several
 * threads at once, so they must be thread-safe.
 *
 * <p>Annotations are found on the class, its superclasses and its interfaces; calls go through the instance that was
 * given, so that proxies keep their effect.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Handles {
    /**
     * The topics to handle.
     *
     * @return at least one topic name
     */
    String[] value();

    /**
     * The handler's id in settings, states and metrics.
     *
     * @return the id; empty for {@code <group>/<first topic>}
     */
    String id() default "";

    /**
     * In which order records are handled.
     *
     * @return the order
     */
    Order order() default Order.KEY;

    /**
     * How many records are handled at the same time by each consumer, asynchronous ones included.
     *
     * @return at least 1; 0 for the default of 16
     */
    int concurrency() default 0;

    /**
     * How long one record may take before its thread is interrupted and the attempt has failed.
     *
     * @return a duration such as "30s" or "PT30S"; empty for no limit
     */
    String timeout() default "";
}
