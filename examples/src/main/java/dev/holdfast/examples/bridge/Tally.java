package dev.holdfast.examples.bridge;

import java.util.BitSet;

/** What was sent in one direction, as numbers from 0 on, and how often what of it arrived. Thread-safe. */
final class Tally {
    private final String direction;
    private final BitSet arrived = new BitSet();
    private int sent;
    private int received;

    Tally(String direction) {
        this.direction = direction;
    }

    synchronized void sent(int upTo) {
        sent = upTo;
    }

    synchronized void received(String body) {
        arrived.set(Integer.parseInt(body));
        received++;
    }

    synchronized Count count() {
        int distinct = arrived.cardinality();
        return new Count(direction, sent, received, sent - distinct, received - distinct);
    }

    /**
     * Numbers of one direction at one moment.
     *
     * @param direction from where to where
     * @param sent what the system at its beginning has taken over
     * @param received what arrived at its end
     * @param lost what was sent and has not arrived, or not yet
     * @param duplicates what arrived more than once
     */
    record Count(String direction, int sent, int received, int lost, int duplicates) {}
}
