/**
 * How values become bytes and bytes become values.
 *
 * <p>Codecs are called by handler threads, many at once. May import: the values of {@link dev.holdfast}.
 */
@NullMarked
package dev.holdfast.codec;

import org.jspecify.annotations.NullMarked;
