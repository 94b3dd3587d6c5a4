/** Tests of the example with Avro. */
@NullMarked
package dev.holdfast.examples.ordersavro;

import org.jspecify.annotations.NullMarked;
