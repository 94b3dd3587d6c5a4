package dev.holdfast.deadletter;

import dev.holdfast.CodecException;
import dev.holdfast.codec.Codec;
import dev.holdfast.codec.CodecFactory;
import dev.holdfast.codec.CodecFactory.Part;
import dev.holdfast.codec.Codecs;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter with its contents and its history. Byte arrays are not copied and must not be changed.
 */
public final class DeadLetterDetails {
    private static final String UNKNOWN_TOPIC = "";

    private final DeadLetter letter;
    private final byte @Nullable [] key;
    private final byte @Nullable [] value;
    private final Headers headers;
    private final Optional<String> stackTrace;
    private final int events;
    private final List<DeadLetterEvent> history;

    DeadLetterDetails(Letter read, DeadLetterStatus status, int events, List<DeadLetterEvent> history) {
        this.letter = read.as(status);
        this.key = read.record().key();
        this.value = read.record().value();
        this.headers = read.original();
        this.stackTrace = read.stackTrace();
        this.events = events;
        this.history = List.copyOf(history);
    }

    /**
     * What lists show.
     *
     * @return the dead letter without its contents
     */
    public DeadLetter letter() {
        return letter;
    }

    /**
     * The original key.
     *
     * @return its bytes; null for none
     */
    public byte @Nullable [] key() {
        return key;
    }

    /**
     * The original value.
     *
     * @return its bytes; null for a tombstone
     */
    public byte @Nullable [] value() {
        return value;
    }

    /**
     * The original record's headers.
     *
     * @return the headers, without those that tell of the failure
     */
    public Headers headers() {
        return headers;
    }

    /**
     * The exception's stack trace, as far as it was written.
     *
     * @return the text; empty if there is none
     */
    public Optional<String> stackTrace() {
        return stackTrace;
    }

    /**
     * How often something was done to it.
     *
     * @return the number of events, of which the history has the last ones
     */
    public int events() {
        return events;
    }

    /**
     * What was done to it.
     *
     * @return the last 16 events, oldest first; unmodifiable
     */
    public List<DeadLetterEvent> history() {
        return history;
    }

    /**
     * Decodes the key.
     *
     * @param type its class
     * @param codecs knows the class; Kafka's own types are known anyway
     * @param <T> its type
     * @return the key; empty if there is none
     * @throws CodecException if there is no codec for the class, or the bytes are not of that class
     */
    public <T> Optional<T> key(Class<T> type, CodecFactory codecs) {
        return decode(key, codec(type, Part.KEY, codecs)).map(type::cast);
    }

    /**
     * Decodes the value.
     *
     * @param type its class
     * @param codecs knows the class, such as {@code JsonCodecs.defaults()}; Kafka's own types are known anyway
     * @param <T> its type
     * @return the value; empty for a tombstone
     * @throws CodecException if there is no codec for the class, or the bytes are not of that class
     */
    public <T> Optional<T> value(Class<T> type, CodecFactory codecs) {
        return decode(value, codec(type, Part.VALUE, codecs)).map(type::cast);
    }

    /**
     * Decodes the value.
     *
     * @param codec the codec of its type
     * @param <T> its type
     * @return the value; empty for a tombstone
     * @throws CodecException if the bytes are not of that type
     */
    public <T> Optional<T> value(Codec<T> codec) {
        return decode(value, codec);
    }

    private <T> Optional<T> decode(byte @Nullable [] bytes, Codec<T> codec) {
        if (bytes == null) {
            return Optional.empty();
        }
        String topic = letter.origin().map(DeadLetterOrigin::topic).orElse(UNKNOWN_TOPIC);
        try {
            return Optional.of(codec.decode(topic, headers, bytes));
        } catch (CodecException e) {
            throw e;
        } catch (RuntimeException e) {
            // Not as the cause: messages of other people's codecs may show contents.
            throw new CodecException(
                    bytes.length + " bytes of dead letter " + letter.id() + " can't be decoded: "
                            + e.getClass().getName(),
                    null);
        }
    }

    private static Codec<?> codec(Class<?> type, Part part, CodecFactory codecs) {
        return Codecs.kafkaTypes()
                .codec(type, part)
                .or(() -> codecs.codec(type, part))
                .orElseThrow(() -> new CodecException("there is no codec for " + type.getName(), null));
    }

    /** Names the dead letter; never shows its contents. */
    @Override
    public String toString() {
        return "DeadLetterDetails[" + letter + ", events=" + events + "]";
    }
}
