package dev.holdfast.state;

import java.util.List;

/**
 * The application's health, as probes of platforms want it.
 *
 * @param live whether every poll loop turns; if not, a restart may help
 * @param ready whether every handler is at work and nothing has stopped
 * @param reasons why not, a sentence each; empty if live and ready
 */
public record Health(boolean live, boolean ready, List<String> reasons) {
    /** Copies the list. */
    public Health {
        reasons = List.copyOf(reasons);
    }
}
