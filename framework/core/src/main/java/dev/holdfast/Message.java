package dev.holdfast;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/**
 * A key and a value with headers: what a handler may take as its parameter and what it may return to be emitted.
 *
 * <p>Immutable: {@link #to}, {@link #header} and {@link #timestamp} return changed copies.
 *
 * @param <K> the type of the key
 * @param <V> the type of the value
 */
public final class Message<K, V> {
    private final @Nullable K key;
    private final @Nullable V value;
    private final @Nullable String topic;
    private final @Nullable Instant timestamp;
    private final List<Header> headers;

    private Message(
            @Nullable K key,
            @Nullable V value,
            @Nullable String topic,
            @Nullable Instant timestamp,
            List<Header> headers) {
        this.key = key;
        this.value = value;
        this.topic = topic;
        this.timestamp = timestamp;
        this.headers = headers;
    }

    /**
     * A message without headers, for the topic of the handler's {@code @Emits}.
     *
     * @param key the key, or null for none
     * @param value the value, or null for a tombstone
     * @param <K> the type of the key
     * @param <V> the type of the value
     * @return the message
     */
    public static <K, V> Message<K, V> of(@Nullable K key, @Nullable V value) {
        return new Message<>(key, value, null, null, List.of());
    }

    /**
     * A message that deletes a key in a compacted topic.
     *
     * @param key the key to delete
     * @param <K> the type of the key
     * @param <V> the type of the values of its topic
     * @return a message whose value is null
     */
    public static <K, V> Message<K, V> tombstone(K key) {
        return of(Objects.requireNonNull(key, "a tombstone needs a key"), null);
    }

    /**
     * Names the topic to emit to; needed when the handler declares more than one.
     *
     * @param topic one of the handler's declared topics
     * @return a copy for that topic
     */
    public Message<K, V> to(String topic) {
        return new Message<>(key, value, Objects.requireNonNull(topic, "topic"), timestamp, headers);
    }

    /**
     * Names the topic to emit to; needed when the handler declares more than one.
     *
     * @param topic one of the handler's declared topics
     * @return a copy for that topic
     */
    public Message<K, V> to(Topic<K, V> topic) {
        return to(topic.name());
    }

    /**
     * Adds a header with text in UTF-8. A header of that name that is there already stays.
     *
     * @param name the header's name
     * @param text its value
     * @return a copy with that header at the end
     */
    public Message<K, V> header(String name, String text) {
        return header(name, text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Adds a header. A header of that name that is there already stays.
     *
     * @param name the header's name
     * @param bytes its value, not copied
     * @return a copy with that header at the end
     */
    public Message<K, V> header(String name, byte[] bytes) {
        List<Header> more = new ArrayList<>(headers);
        more.add(new RecordHeader(name, bytes));
        return new Message<>(key, value, topic, timestamp, List.copyOf(more));
    }

    /**
     * Adds headers, such as those of a record to pass on. Headers of these names that are there already stay.
     *
     * @param more the headers, in their order
     * @return a copy with these headers at the end
     */
    public Message<K, V> headers(Iterable<Header> more) {
        if (!more.iterator().hasNext()) {
            return this;
        }
        List<Header> all = new ArrayList<>(headers);
        more.forEach(all::add);
        return new Message<>(key, value, topic, timestamp, List.copyOf(all));
    }

    /**
     * Sets the record's timestamp.
     *
     * @param timestamp the timestamp, in Kafka's precision of a millisecond
     * @return a copy with that timestamp
     */
    public Message<K, V> timestamp(Instant timestamp) {
        return new Message<>(key, value, topic, Objects.requireNonNull(timestamp, "timestamp"), headers);
    }

    /**
     * The key.
     *
     * @return the key, or null for none
     */
    public @Nullable K key() {
        return key;
    }

    /**
     * The value.
     *
     * @return the value, or null for a tombstone
     */
    public @Nullable V value() {
        return value;
    }

    /**
     * The topic: of a received message where it came from, of a returned one where it goes to.
     *
     * @return the topic's name; empty for "the only one that the handler declares"
     */
    public Optional<String> topic() {
        return Optional.ofNullable(topic);
    }

    /**
     * The timestamp.
     *
     * @return the timestamp; empty for "the moment of sending"
     */
    public Optional<Instant> timestamp() {
        return Optional.ofNullable(timestamp);
    }

    /**
     * All headers in their order, those of one name included.
     *
     * @return the headers, unmodifiable
     */
    public List<Header> headers() {
        return headers;
    }

    /**
     * The last header of a name as UTF-8 text.
     *
     * @param name the header's name
     * @return its text; empty if there is none of that name or its value is null
     */
    public Optional<String> header(String name) {
        for (int i = headers.size() - 1; i >= 0; i--) {
            Header header = headers.get(i);
            if (header.key().equals(name)) {
                return Optional.ofNullable(header.value()).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
            }
        }
        return Optional.empty();
    }

    /** Names topic and number of headers; never shows key or value, which may be confidential. */
    @Override
    public String toString() {
        return "Message[topic=" + topic + ", headers=" + headers.size() + "]";
    }
}
