/**
 * Starting, watching and closing an application: what joins the parts, and nothing that a record passes through.
 *
 * <p>Threads: the one that starts, the one that closes, and the watch thread, which looks at everything a few times a
 * second. May import: all of internal, spi, state, the values of dev.holdfast; not app.
 */
@NullMarked
package dev.holdfast.internal.lifecycle;

import org.jspecify.annotations.NullMarked;
