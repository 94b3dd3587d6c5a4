package dev.holdfast.examples.chaos;

/**
 * What the application promises.
 *
 * @param exactlyOnce exactly once, or else at least once
 * @param keepsKeyOrder that no record is overtaken by a younger one of its key, not even one that fails
 */
record Promise(boolean exactlyOnce, boolean keepsKeyOrder) {}
