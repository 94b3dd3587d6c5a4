/** Tests of the parts that definitions are resolved by. */
@NullMarked
package dev.holdfast.internal.definition;

import org.jspecify.annotations.NullMarked;
