/** Tests of the built-in codecs. */
@NullMarked
package dev.holdfast.codec;

import org.jspecify.annotations.NullMarked;
