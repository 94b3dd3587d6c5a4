package dev.holdfast.testkit;

import dev.holdfast.spi.HandlerFeature;

/** Retry and dead-letter topics for the handler of a {@link DeliverySuite}, which then has records that fail. */
public interface DeliveryRetries {
    /**
     * How often a record is tried before it is a dead letter.
     *
     * @return at least 3
     */
    int attempts();

    /**
     * The retry topics of a handler that is written as a function.
     *
     * @return the feature
     */
    HandlerFeature feature();

    /**
     * A handler with the same retry topics, written as a method with annotations.
     *
     * @param handler what the method calls
     * @return an object with a method that returns
     */
    Object annotated(DeliveryHandler handler);

    /**
     * The same, with a method that answers later.
     *
     * @param handler what the method calls
     * @return an object with a method that returns a stage
     */
    Object annotatedLater(DeliveryHandler handler);
}
