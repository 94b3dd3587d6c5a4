@NullMarked
package dev.holdfast.deadletter.internal;

import org.jspecify.annotations.NullMarked;
