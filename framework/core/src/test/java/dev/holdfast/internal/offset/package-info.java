/** Tests of the done offsets and of the metadata that keeps them: against a model, under stress, with damage. */
@NullMarked
package dev.holdfast.internal.offset;

import org.jspecify.annotations.NullMarked;
