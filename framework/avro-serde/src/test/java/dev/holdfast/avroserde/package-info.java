/** Tests of the Avro serdes, with a real registry. */
@NullMarked
package dev.holdfast.avroserde;

import org.jspecify.annotations.NullMarked;
