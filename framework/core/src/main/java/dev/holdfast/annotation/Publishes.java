package dev.holdfast.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes a method of an interface write a record to a topic.
 *
 * <pre>{@code
 * interface OrderEvents {
 *     @Publishes("orders.placed")
 *     CompletionStage<RecordMetadata> placed(@Key String orderId, OrderPlaced order);
 * }
 * }</pre>
 *
 * <p>Parameters: the value (without annotation), and optionally {@link Key @Key} and {@link Header @Header}. The method
 * returns {@code CompletionStage<RecordMetadata>}, {@code CompletableFuture<RecordMetadata>}, or waits and returns
 * {@code RecordMetadata} or nothing. It completes when the record is replicated and fails with
 * {@link dev.holdfast.PublishException}, {@link dev.holdfast.CodecException} or
 * {@link dev.holdfast.CodecUnavailableException}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Publishes {
    /**
     * The topic.
     *
     * @return its name
     */
    String value();
}
