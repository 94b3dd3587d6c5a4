/** Tests of what the poll thread decides without a broker. */
@NullMarked
package dev.holdfast.internal.poll;

import org.jspecify.annotations.NullMarked;
