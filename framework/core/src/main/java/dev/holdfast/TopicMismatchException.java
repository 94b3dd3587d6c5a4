package dev.holdfast;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Topics on the cluster are missing or differ from their declaration, and provisioning may not change them. */
public final class TopicMismatchException extends HoldfastException {
    private static final long serialVersionUID = 1L;

    private final ArrayList<String> topics;

    /**
     * Describes what is missing or different.
     *
     * @param topics the names of the topics concerned
     * @param message every difference, and the commands that would mend it
     */
    public TopicMismatchException(List<String> topics, String message) {
        super(message, null);
        this.topics = new ArrayList<>(topics);
    }

    /**
     * The topics concerned.
     *
     * @return their names
     */
    public List<String> topics() {
        return Collections.unmodifiableList(topics);
    }
}
