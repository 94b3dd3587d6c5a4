/**
 * What a running application tells about itself: snapshots without links back into it.
 *
 * <p>May import: the values of {@link dev.holdfast}.
 */
@NullMarked
package dev.holdfast.state;

import org.jspecify.annotations.NullMarked;
