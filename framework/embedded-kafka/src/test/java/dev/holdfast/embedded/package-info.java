/** Tests of the clusters with plain Kafka clients. */
@NullMarked
package dev.holdfast.embedded;

import org.jspecify.annotations.NullMarked;
