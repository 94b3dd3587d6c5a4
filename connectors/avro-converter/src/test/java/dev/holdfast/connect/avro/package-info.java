/** Tests of the converter. */
@NullMarked
package dev.holdfast.connect.avro;

import org.jspecify.annotations.NullMarked;
