package dev.holdfast.state;

import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import org.apache.kafka.common.Uuid;

/**
 * One topic as it was found, or created, when the application started.
 *
 * @param name its name
 * @param origin why the application knows it
 * @param standing how it was found
 * @param topicId Kafka's id of the topic: another one after it was deleted and created again; {@link Uuid#ZERO_UUID} if
 *     it is not there
 * @param partitions how many partitions it has; 0 if it is not there
 * @param replicas how many replicas its partitions have, at least; 0 if it is not there
 * @param minInSync its {@code min.insync.replicas}; empty if it is not there or the right to see it is missing
 * @param differences what is not as declared; empty if all is, or if nothing is declared
 * @param usedBy which handlers do what with it: {@code billing/orders.placed handles it}
 */
public record TopicStatus(
        String name,
        Origin origin,
        Standing standing,
        Uuid topicId,
        int partitions,
        int replicas,
        OptionalInt minInSync,
        List<Difference> differences,
        List<String> usedBy) {
    /** Copies the lists. */
    public TopicStatus {
        Objects.requireNonNull(name, "name");
        differences = List.copyOf(differences);
        usedBy = List.copyOf(usedBy);
    }

    /** Why the application knows a topic. */
    public enum Origin {
        /** It has a {@link dev.holdfast.TopicSpec}. */
        DECLARED,
        /** A handler's feature needs it. */
        DERIVED,
        /** A handler reads it or writes to it, and nothing says how it should be. */
        USED
    }

    /** How a topic was found at start. */
    public enum Standing {
        /** It was missing and this instance created it. */
        CREATED,
        /** It was there, as it should be. */
        EXISTS,
        /** It was there and differs from what is declared; nothing was changed. */
        DIFFERS,
        /** It is not there, and no handler needs it. */
        ABSENT
    }

    /**
     * One thing that is not as declared.
     *
     * @param what {@code partitions}, {@code replicas} or the name of a topic configuration
     * @param declared the declared value
     * @param actual the value on the cluster
     */
    public record Difference(String what, String declared, String actual) {
        @Override
        public String toString() {
            return what + ": " + declared + " declared, " + actual + " on the cluster";
        }
    }
}
