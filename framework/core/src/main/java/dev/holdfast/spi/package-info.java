/**
 * How features are added to handlers: retries, dead letters, interceptors, other return types.
 *
 * <p>The engine knows no feature by name. An annotation points to its {@link dev.holdfast.spi.FeatureReader} by
 * {@link dev.holdfast.spi.ExtendsHandler}; the builder takes the {@link dev.holdfast.spi.HandlerFeature} itself; both
 * open a {@link dev.holdfast.spi.HandlerExtension} for each consumer. Every method says which thread calls it. May
 * import: the values of {@link dev.holdfast}.
 */
@NullMarked
package dev.holdfast.spi;

import org.jspecify.annotations.NullMarked;
