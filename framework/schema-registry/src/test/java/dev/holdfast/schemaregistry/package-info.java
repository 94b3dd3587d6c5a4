/** Tests of the registry's client. */
@NullMarked
package dev.holdfast.schemaregistry;

import org.jspecify.annotations.NullMarked;
