/**
 * From a record's bytes to a verdict: decoding, resolving parameters, calling the method, reading what it returned.
 *
 * <p>Models are built once by the definition layer; at run time everything here runs on handler threads and is
 * thread-safe. May import: {@link dev.holdfast}, annotation, codec, spi.
 */
@NullMarked
package dev.holdfast.internal.invoke;

import org.jspecify.annotations.NullMarked;
