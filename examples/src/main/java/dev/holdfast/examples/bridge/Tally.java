package dev.holdfast.examples.bridge;

import dev.holdfast.examples.command.Arrivals;
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

    synchronized Arrivals count() {
        int distinct = arrived.cardinality();
        return new Arrivals(direction, sent, received, sent - distinct, received - distinct);
    }
}
