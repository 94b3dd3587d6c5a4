/**
 * An extension that holds keys, built on what any author of a plug-in has. May import: the public packages of core, of
 * which {@link dev.holdfast.spi} is what it is about, and testkit.
 */
@NullMarked
package dev.holdfast.extension;

import org.jspecify.annotations.NullMarked;
