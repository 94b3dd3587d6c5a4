package dev.holdfast.internal.dispatch;

import org.apache.kafka.common.TopicPartition;

/**
 * A record that runs now. Two are equal if they are the same run of the same record.
 *
 * @param task the record's task
 */
public record RunningRecord(Object task) {
    /** The record's partition. */
    public TopicPartition partition() {
        return ((Task) task).lane().partition();
    }

    /** The record's offset. */
    public long offset() {
        return ((Task) task).record().offset();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RunningRecord that && task == that.task;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(task);
    }
}
