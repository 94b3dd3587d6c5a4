package dev.holdfast.examples.payments;

/**
 * Money that an account shall pay.
 *
 * @param id unique over all runs
 * @param account who pays; payments of one account are settled in their order
 * @param cents how much
 */
record Payment(String id, String account, long cents) {}
