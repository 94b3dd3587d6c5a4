/** The contract on a real Redis server, and what is special about it. */
@NullMarked
package dev.holdfast.connect.redis;

import org.jspecify.annotations.NullMarked;
