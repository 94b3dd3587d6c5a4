package dev.holdfast.internal.problem;

import dev.holdfast.InvalidDefinitionException;
import java.util.ArrayList;
import java.util.List;

/** Collects the problems of a definition, so that all are reported at once. */
public final class Problems {
    private final List<String> found = new ArrayList<>();

    /**
     * Adds a problem.
     *
     * @param message what is wrong, a sentence
     * @param place where: {@code handler BillingHandlers.issueInvoice (parameter 2 'order')}, a settings key, a topic
     */
    public void add(String message, String place) {
        found.add(message + "\n    at " + place);
    }

    /**
     * Whether nothing is wrong so far.
     *
     * @return true if there are no problems
     */
    public boolean isEmpty() {
        return found.isEmpty();
    }

    /**
     * The problems so far.
     *
     * @return a copy, in the order in which they were found
     */
    public List<String> list() {
        return List.copyOf(found);
    }

    /**
     * Reports all problems together.
     *
     * @throws InvalidDefinitionException if there are any
     */
    public void throwIfAny() {
        if (!found.isEmpty()) {
            throw new InvalidDefinitionException(found);
        }
    }
}
