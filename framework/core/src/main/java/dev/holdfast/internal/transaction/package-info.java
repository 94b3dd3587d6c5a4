/**
 * What the errors of Kafka's transactions leave possible. Pure; runs on whoever's thread. May import: nothing of ours.
 */
@NullMarked
package dev.holdfast.internal.transaction;

import org.jspecify.annotations.NullMarked;
