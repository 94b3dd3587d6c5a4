/** Tests of the table of errors, row by row. */
@NullMarked
package dev.holdfast.internal.transaction;

import org.jspecify.annotations.NullMarked;
