/** Whole applications on a real cluster, and what they guarantee. May import: what users may. */
@NullMarked
package dev.holdfast.delivery;

import org.jspecify.annotations.NullMarked;
