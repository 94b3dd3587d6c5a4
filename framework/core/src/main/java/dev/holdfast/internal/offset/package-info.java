/**
 * Which offsets of a partition are done: in memory, and as text in the metadata of a commit.
 *
 * <p>Pure data structures; each says which thread may call what. May import: nothing of Holdfast.
 */
@NullMarked
package dev.holdfast.internal.offset;

import org.jspecify.annotations.NullMarked;
