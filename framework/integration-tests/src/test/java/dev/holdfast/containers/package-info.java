/** Tests that handlers keep what containers add to their beans. */
@NullMarked
package dev.holdfast.containers;

import org.jspecify.annotations.NullMarked;
