/** Tests of what users build applications with, through the package's own entrance to the finished definition. */
@NullMarked
package dev.holdfast.app;

import org.jspecify.annotations.NullMarked;
