package dev.holdfast;

import org.jspecify.annotations.Nullable;

/** A record could not be written to a topic. */
public final class PublishException extends HoldfastException {
    private static final long serialVersionUID = 1L;

    private final String topic;

    /**
     * Describes a failed write.
     *
     * @param topic the topic
     * @param message what happened
     * @param cause Kafka's own exception, or null
     */
    public PublishException(String topic, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.topic = topic;
    }

    /**
     * The topic that was written to.
     *
     * @return its name
     */
    public String topic() {
        return topic;
    }
}
