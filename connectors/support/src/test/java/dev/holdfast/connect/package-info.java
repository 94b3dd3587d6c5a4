/** Tests of the parts without a worker. */
@NullMarked
package dev.holdfast.connect;

import org.jspecify.annotations.NullMarked;
