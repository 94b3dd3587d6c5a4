/**
 * The application: building it, starting it, looking at it, closing it.
 *
 * <p>All types may be used by any thread. May import: everything of Holdfast.
 */
@NullMarked
package dev.holdfast.app;

import org.jspecify.annotations.NullMarked;
