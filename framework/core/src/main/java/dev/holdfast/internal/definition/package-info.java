/**
 * The immutable model of an application, and how annotations, builder and settings become one.
 *
 * <p>Runs on the thread that builds the application; nothing here is used to change anything later. May import:
 * everything but app, poll, dispatch, commit, lifecycle.
 */
@NullMarked
package dev.holdfast.internal.definition;

import org.jspecify.annotations.NullMarked;
