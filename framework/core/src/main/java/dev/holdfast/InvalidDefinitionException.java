package dev.holdfast;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The application can't start as it is defined. Lists every problem found, each with its place. */
public final class InvalidDefinitionException extends HoldfastException {
    private static final long serialVersionUID = 1L;

    private final ArrayList<String> problems;

    /**
     * Collects problems into one exception.
     *
     * @param problems at least one; each names the class, method, parameter or key it is about
     */
    public InvalidDefinitionException(List<String> problems) {
        super(text(problems), null);
        this.problems = new ArrayList<>(problems);
    }

    /**
     * The problems in the order in which they were found.
     *
     * @return at least one
     */
    public List<String> problems() {
        return Collections.unmodifiableList(problems);
    }

    private static String text(List<String> problems) {
        String head = problems.size() == 1
                ? "The application can't start: there is 1 problem in its definition:"
                : "The application can't start: there are " + problems.size() + " problems in its definition:";
        StringBuilder text = new StringBuilder(head);
        for (int i = 0; i < problems.size(); i++) {
            text.append("\n  ")
                    .append(i + 1)
                    .append(". ")
                    .append(problems.get(i).replace("\n", "\n     "));
        }
        return text.toString();
    }
}
