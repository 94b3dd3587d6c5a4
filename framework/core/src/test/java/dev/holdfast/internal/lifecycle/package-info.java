/** Tests of what joins the parts of an application. */
@NullMarked
package dev.holdfast.internal.lifecycle;

import org.jspecify.annotations.NullMarked;
