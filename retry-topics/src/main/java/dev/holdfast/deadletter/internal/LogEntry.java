package dev.holdfast.deadletter.internal;

import dev.holdfast.deadletter.internal.LogEvent.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * The history of a dead letter: the value in the log. The last event says how it stands.
 *
 * @param total how many events there were
 * @param events the last of them, {@value #MAX_EVENTS} at most, oldest first; at least one
 */
public record LogEntry(int total, List<LogEvent> events) {
    static final int MAX_EVENTS = 16;

    /** Checks the number of events. */
    public LogEntry {
        events = List.copyOf(events);
        if (events.isEmpty() || events.size() > MAX_EVENTS || total < events.size()) {
            throw new IllegalArgumentException(events.size() + " events of " + total);
        }
    }

    /**
     * A history's beginning.
     *
     * @param event the first event
     * @return the history
     */
    public static LogEntry of(LogEvent event) {
        return new LogEntry(1, List.of(event));
    }

    /**
     * Adds an event; the oldest makes room if there are too many.
     *
     * @param event what was done
     * @return the longer history
     */
    public LogEntry plus(LogEvent event) {
        List<LogEvent> more = new ArrayList<>(events);
        more.add(event);
        List<LogEvent> kept = more.subList(Math.max(0, more.size() - MAX_EVENTS), more.size());
        return new LogEntry(Math.addExact(total, 1), kept);
    }

    Kind last() {
        return events.get(events.size() - 1).kind();
    }
}
