/**
 * The rules that the code of all modules follows, checked on the compiled classes and on the source files.
 *
 * <p>May import: nothing of Holdfast; it finds the classes by itself.
 */
@NullMarked
package dev.holdfast.architecture;

import org.jspecify.annotations.NullMarked;
