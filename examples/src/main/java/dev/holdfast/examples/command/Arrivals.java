package dev.holdfast.examples.command;

import java.util.Locale;

/**
 * What was sent in one direction and what of it arrived, at one moment.
 *
 * @param direction from where to where
 * @param sent what the system at its beginning has taken over
 * @param received what arrived at its end
 * @param lost what was sent and has not arrived, or not yet
 * @param duplicates what arrived more than once, or though it was never sent
 */
public record Arrivals(String direction, int sent, int received, int lost, int duplicates) {
    /**
     * The line of a summary.
     *
     * @return all of it, in words
     */
    public String summary() {
        return String.format(
                Locale.ROOT,
                "%-18s  sent %,d  received %,d  lost %,d  duplicates %,d",
                direction,
                sent,
                received,
                lost,
                duplicates);
    }
}
