package dev.holdfast.deadletter;

import dev.holdfast.deadletter.DeadLetterReport.Cause;
import dev.holdfast.deadletter.internal.DeadLetterTopics;
import dev.holdfast.deadletter.internal.LogEvent.Edit;
import dev.holdfast.deadletter.internal.LogEvent.Kind;
import dev.holdfast.deadletter.internal.PartitionLog.Standing;
import java.util.Optional;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.producer.ProducerRecord;

/** What a job does to a dead letter. */
interface Change {
    Kind kind();

    /** Whether it is possible for a dead letter that stands so. */
    boolean isFor(Standing standing);

    /** Looks at the topics that it needs beside those of the dead letters and their log. */
    default void check(DeadLetterTopics topics, TopicDescription letters) {}

    /** Why it is not done to this dead letter. */
    default Optional<Cause> obstacle(Letter letter) {
        return Optional.empty();
    }

    /** The record that is written in the same transaction as the log's. */
    default Optional<ProducerRecord<byte[], byte[]>> move(Letter letter) {
        return Optional.empty();
    }

    /** How the value is changed on the way. */
    default Optional<Edit> edit(Letter letter) {
        return Optional.empty();
    }
}
