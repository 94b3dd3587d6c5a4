@NullMarked
package dev.holdfast.deadletter;

import org.jspecify.annotations.NullMarked;
