/** Tests of the registry's process. */
@NullMarked
package dev.holdfast.embeddedregistry;

import org.jspecify.annotations.NullMarked;
