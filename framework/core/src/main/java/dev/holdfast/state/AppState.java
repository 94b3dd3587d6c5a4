package dev.holdfast.state;

import java.time.Instant;
import java.util.List;

/**
 * The application at one moment.
 *
 * @param phase the application's phase: the worst of its handlers' while it runs
 * @param reason why, for phases that need a reason; else empty
 * @param since when the phase began
 * @param handlers its handlers, by id
 * @param groups its consumer groups, by name
 */
public record AppState(
        Phase phase, String reason, Instant since, List<HandlerState> handlers, List<GroupState> groups) {
    /** Copies the lists. */
    public AppState {
        handlers = List.copyOf(handlers);
        groups = List.copyOf(groups);
    }
}
