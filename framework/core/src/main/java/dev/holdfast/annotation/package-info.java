/**
 * The annotations that turn a method into a handler or a publisher.
 *
 * <p>They are read once, when the application is built; nothing looks at them afterwards. May import: the values of
 * {@link dev.holdfast}.
 */
@NullMarked
package dev.holdfast.annotation;

import org.jspecify.annotations.NullMarked;
