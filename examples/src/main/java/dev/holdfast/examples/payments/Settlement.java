package dev.holdfast.examples.payments;

/**
 * A payment that the bank has made.
 *
 * @param paymentId the payment
 * @param account who paid
 * @param cents how much
 * @param reference the bank's reference
 * @param attempt which attempt it took, 1 for the first
 */
record Settlement(String paymentId, String account, long cents, String reference, int attempt) {}
