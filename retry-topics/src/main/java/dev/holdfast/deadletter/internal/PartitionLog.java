package dev.holdfast.deadletter.internal;

import dev.holdfast.deadletter.internal.LogEvent.Kind;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.Uuid;

/**
 * How the dead letters of one partition stand, as the log says. Bounded by two bits a dead letter and the histories of
 * {@value #MAX_HISTORIES} that were reopened.
 */
public final class PartitionLog {
    static final int MAX_HISTORIES = 10_000;

    private final Uuid topicId;
    private final int partition;
    private final long wanted;
    private final OffsetSet redriven = new OffsetSet();
    private final OffsetSet discarded = new OffsetSet();
    private final OffsetSet unreadable = new OffsetSet();
    private final Map<Long, LogEntry> histories = new HashMap<>();

    /** Remembers the whole history of one dead letter, if it is not negative, beside those that were reopened. */
    PartitionLog(Uuid topicId, int partition, long wanted) {
        this.topicId = topicId;
        this.partition = partition;
        this.wanted = wanted;
    }

    /** How a dead letter stands. */
    public enum Standing {
        /** Nothing was done, or it was reopened. */
        OPEN,
        /** It was moved. */
        REDRIVEN,
        /** It was given up. */
        DISCARDED,
        /** The log has an entry that can't be read. */
        UNREADABLE
    }

    /**
     * Looks a dead letter up.
     *
     * @param offset its offset
     * @return how it stands
     */
    public Standing standing(long offset) {
        if (redriven.contains(offset)) {
            return Standing.REDRIVEN;
        }
        if (discarded.contains(offset)) {
            return Standing.DISCARDED;
        }
        return unreadable.contains(offset) ? Standing.UNREADABLE : Standing.OPEN;
    }

    /**
     * The dead letter's key in the log.
     *
     * @param offset its offset
     * @return the key
     */
    public LogKey key(long offset) {
        return new LogKey(topicId, partition, offset);
    }

    /**
     * What was done to a dead letter: to the wanted one, or to one that was reopened.
     *
     * @param offset the dead letter's offset
     * @return its history; empty if nothing was done, or if it is neither
     */
    public Optional<LogEntry> history(long offset) {
        return Optional.ofNullable(histories.get(offset));
    }

    /**
     * The history that goes on with an event.
     *
     * @param offset the dead letter's offset
     * @param event what is done now
     * @return the history with the event
     */
    public LogEntry with(long offset, LogEvent event) {
        return history(offset).map(before -> before.plus(event)).orElseGet(() -> LogEntry.of(event));
    }

    /**
     * Takes over what is in the log now.
     *
     * @param offset the dead letter's offset
     * @param entry its entry
     */
    public void set(long offset, LogEntry entry) {
        clear(offset);
        switch (entry.last()) {
            case REDRIVEN -> redriven.add(offset);
            case DISCARDED -> discarded.add(offset);
            case REOPENED -> {}
        }
        if (offset == wanted || (entry.last() == Kind.REOPENED && histories.size() < MAX_HISTORIES)) {
            histories.put(offset, entry);
        }
    }

    void read(ConsumerRecord<byte[], byte[]> record) {
        Optional<LogKey> key = LogKey.read(record.key());
        if (key.isEmpty()
                || key.get().partition() != partition
                || !key.get().topicId().equals(topicId)) {
            return;
        }
        long offset = key.get().offset();
        if (record.value() == null) {
            clear(offset);
            return;
        }
        Optional<LogEntry> entry = LogFormat.read(record.value());
        if (entry.isPresent()) {
            set(offset, entry.get());
        } else {
            clear(offset);
            unreadable.add(offset);
        }
    }

    private void clear(long offset) {
        redriven.remove(offset);
        discarded.remove(offset);
        unreadable.remove(offset);
        histories.remove(offset);
    }
}
