package dev.holdfast.examples.chaos;

/**
 * What a record asks for.
 *
 * @param number the record's number
 * @param results how many results it has
 * @param failures how many attempts fail
 * @param padding makes its bytes its own
 */
record Job(int number, int results, int failures, long padding) {}
