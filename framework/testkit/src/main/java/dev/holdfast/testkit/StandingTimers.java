package dev.holdfast.testkit;

import dev.holdfast.spi.Timers;
import java.time.Instant;

/** The time of a test of handlers: it stands, so nothing is ever due later. */
record StandingTimers(Instant now) implements Timers {
    @Override
    public Alarm at(Instant due, Runnable action) {
        throw new UnsupportedOperationException("in a HandlerTest no time passes");
    }
}
