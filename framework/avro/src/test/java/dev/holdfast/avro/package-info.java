/** Tests of the Avro codecs, with a real registry. */
@NullMarked
package dev.holdfast.avro;

import org.jspecify.annotations.NullMarked;
