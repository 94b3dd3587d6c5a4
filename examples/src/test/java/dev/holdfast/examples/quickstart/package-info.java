/** Tests of the quickstart, which is not part of this module so that it can be copied. */
@NullMarked
package dev.holdfast.examples.quickstart;

import org.jspecify.annotations.NullMarked;
