package dev.holdfast.connect;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.header.Headers;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/**
 * A record that knows the message it was made of, so that the message can be acknowledged when the record is in Kafka.
 *
 * <p>Two of them are never equal: a worker with exactly-once support keeps polled records in a map, and would lose all but
 * one of several messages with the same contents.
 *
 * @param <M> the message, or what is needed to acknowledge it
 */
public final class UpstreamRecord<M> extends SourceRecord {
    /** What became of a record; final once it is there. */
    enum Outcome {
        WRITTEN,
        /** Filtered by a transformation, or refused and tolerated ({@code errors.tolerance=all}): Connect doesn't say which. */
        DROPPED
    }

    private final M message;
    private final AtomicReference<@Nullable Outcome> outcome = new AtomicReference<>();
    private @Nullable Window<M> window;
    private long poll;

    /**
     * Creates a record without a partition of its own.
     *
     * @param message the message, or what is needed to acknowledge it
     * @param origin where it comes from, as Connect's source partition and offset
     * @param topic the topic to write to
     * @param key its key
     * @param value its value
     * @param timestamp in milliseconds since 1970; null if the producer's clock decides
     * @param headers its headers
     */
    public UpstreamRecord(
            M message, Origin origin, String topic, Typed key, Typed value, @Nullable Long timestamp, Headers headers) {
        super(
                origin.partition(),
                origin.offset(),
                topic,
                null,
                key.schema(),
                key.value(),
                value.schema(),
                value.value(),
                timestamp,
                headers);
        this.message = message;
    }

    /**
     * The message that was given to the constructor.
     *
     * @return the message
     */
    public M message() {
        return message;
    }

    /**
     * Whether Kafka has the record, as far as Connect has told. Any thread.
     *
     * @return true from then on
     */
    public boolean isWritten() {
        return outcome.get() == Outcome.WRITTEN;
    }

    /** Decides what became of the record, once; a second decision changes nothing. Any thread. */
    void decide(Outcome became) {
        if (outcome.compareAndSet(null, became) && window != null) {
            window.decided(this);
        }
    }

    @Nullable
    Outcome outcome() {
        return outcome.get();
    }

    /** The number of the poll that brought it. Task thread only. */
    long poll() {
        return poll;
    }

    /** Puts it under way, before another thread sees it. */
    void polled(long number, Window<M> into) {
        poll = number;
        window = into;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }

    /**
     * Where a message comes from. Entries are sorted: Connect finds the offset of a partition by the bytes of its JSON, and
     * the order of {@link Map#of} is another one in each JVM.
     *
     * @param partition Connect's source partition
     * @param offset Connect's source offset, unique in the partition
     */
    public record Origin(Map<String, ?> partition, Map<String, ?> offset) {
        /** Copies both. */
        public Origin {
            partition = sorted(partition);
            offset = sorted(offset);
        }

        /**
         * A map whose entries have the same order in every JVM, to ask for a partition's offset with.
         *
         * @param entries any map
         * @param <V> the type of its values
         * @return a sorted copy that can't be changed
         */
        public static <V> Map<String, V> sorted(Map<String, V> entries) {
            return Collections.unmodifiableMap(new TreeMap<>(entries));
        }
    }

    /**
     * A key or a value with its schema.
     *
     * @param schema its schema; null if there is none
     * @param value its value; null if there is none
     */
    public record Typed(@Nullable Schema schema, @Nullable Object value) {
        /**
         * A text.
         *
         * @param text the text; null if there is none
         * @return it with the schema of an optional string
         */
        public static Typed text(@Nullable String text) {
            return new Typed(Schema.OPTIONAL_STRING_SCHEMA, text);
        }

        /**
         * Bytes.
         *
         * @param bytes the bytes; null if there are none
         * @return them with the schema of optional bytes
         */
        public static Typed bytes(byte @Nullable [] bytes) {
            return new Typed(Schema.OPTIONAL_BYTES_SCHEMA, bytes);
        }
    }
}
