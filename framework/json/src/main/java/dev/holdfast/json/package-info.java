/**
 * JSON codecs on Jackson.
 *
 * <p>Codecs are made when an application is built and called by handler threads, many at once. May import: the values of
 * {@link dev.holdfast} and {@link dev.holdfast.codec}; Jackson.
 */
@NullMarked
package dev.holdfast.json;

import org.jspecify.annotations.NullMarked;
