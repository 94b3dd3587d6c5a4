package dev.holdfast.internal.definition;

import dev.holdfast.Guarantee;
import dev.holdfast.StartPosition;
import java.util.List;

/**
 * One consumer group with the handlers that share it.
 *
 * @param name the group's id
 * @param consumers how many consumers this instance runs
 * @param startFrom where to begin without a commit
 * @param guarantee what it promises about what its handlers write
 * @param handlers at least one; no topic is handled by two of them
 */
public record GroupDefinition(
        String name, int consumers, StartPosition startFrom, Guarantee guarantee, List<HandlerDefinition> handlers) {
    /** Copies the handlers. */
    public GroupDefinition {
        handlers = List.copyOf(handlers);
    }

    /** Whether anything may be written in the group's name. */
    public boolean writes() {
        return handlers.stream()
                .anyMatch(handler ->
                        !handler.emits().isEmpty() || !handler.features().isEmpty());
    }
}
