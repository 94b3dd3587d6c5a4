package dev.holdfast.connect.mysql;

/**
 * What has to be known of a row to say that it is done.
 *
 * @param order its place in the order of the table
 * @param id the event's id, as {@link EventId} writes it
 * @param batch the claim that it is part of
 */
record OutboxRow(long order, String id, long batch) {}
