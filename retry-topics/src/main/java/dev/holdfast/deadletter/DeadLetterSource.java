package dev.holdfast.deadletter;

import java.util.Objects;
import java.util.Optional;

/**
 * Which dead letters, who wrote them, and where they go when they are redriven. Immutable.
 */
public final class DeadLetterSource {
    private final Format format;
    private final String topic;
    private final Optional<String> target;
    private final String transactionalId;

    private DeadLetterSource(Format format, String topic, Optional<String> target, String transactionalId) {
        this.format = format;
        this.topic = Objects.requireNonNull(topic, "topic");
        this.target = target;
        this.transactionalId = transactionalId;
    }

    /**
     * Dead letters of a group of this framework: in {@code <topic>.<group>.dead-letter}. They are redriven to
     * {@code <topic>.<group>.redrive}, which only that group reads.
     *
     * @param topic the topic that the group handles
     * @param group the group
     * @return the source
     */
    public static DeadLetterSource holdfast(String topic, String group) {
        String own = Objects.requireNonNull(topic, "topic") + "." + Objects.requireNonNull(group, "group");
        return new DeadLetterSource(
                Format.HOLDFAST, own + ".dead-letter", Optional.of(own + ".redrive"), group + "." + topic + ".redrive");
    }

    /**
     * Dead letters written by Spring for Apache Kafka, with the headers of its {@code DeadLetterPublishingRecoverer}, be it
     * from an error handler or from retry topics.
     *
     * @param deadLetterTopic the topic that they are in
     * @return the source; it can be redriven once {@link #redrivenTo} names a topic
     */
    public static DeadLetterSource spring(String deadLetterTopic) {
        return foreign(Format.SPRING, deadLetterTopic);
    }

    /**
     * Dead letters written by Kafka Connect with {@code errors.deadletterqueue.context.headers.enable=true}. Without these
     * headers they are listed, but nothing is known of their failures.
     *
     * @param deadLetterTopic the topic that they are in
     * @return the source; it can be redriven once {@link #redrivenTo} names a topic
     */
    public static DeadLetterSource connect(String deadLetterTopic) {
        return foreign(Format.CONNECT, deadLetterTopic);
    }

    private static DeadLetterSource foreign(Format format, String topic) {
        return new DeadLetterSource(format, topic, Optional.empty(), topic + ".dead-letter.redrive");
    }

    /**
     * Names the topic that dead letters of another framework are redriven to: everybody who reads that topic sees them
     * again. A record goes to its original partition if it came from that topic, else to the partition of its key.
     *
     * @param target the topic
     * @return a changed copy
     * @throws IllegalArgumentException if it is the dead-letter topic itself
     * @throws IllegalStateException if these are dead letters of this framework, which have a topic for that
     */
    public DeadLetterSource redrivenTo(String target) {
        if (format == Format.HOLDFAST) {
            throw new IllegalStateException("dead letters of '" + topic + "' go to the topic of the group that failed");
        }
        if (target.equals(topic)) {
            throw new IllegalArgumentException("'" + topic + "' can't be redriven to itself");
        }
        return new DeadLetterSource(format, topic, Optional.of(target), transactionalId);
    }

    /**
     * The topic that the dead letters are in.
     *
     * @return its name
     */
    public String topic() {
        return topic;
    }

    /**
     * The compacted topic that tells what was done to them: always the dead-letter topic's name and {@code .log}.
     *
     * @return its name
     */
    public String log() {
        return topic + ".log";
    }

    /**
     * The topic that they are redriven to.
     *
     * @return its name; empty if none was named
     */
    public Optional<String> target() {
        return target;
    }

    /**
     * The transactional id that whoever changes something has: only one at a time.
     *
     * @return the id
     */
    public String transactionalId() {
        return transactionalId;
    }

    Format format() {
        return format;
    }

    @Override
    public String toString() {
        return "DeadLetterSource[" + topic + ", " + format + "]";
    }

    enum Format {
        HOLDFAST,
        SPRING,
        CONNECT
    }
}
