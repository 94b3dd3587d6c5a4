package dev.holdfast;

import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Writes records to one topic, each on its own: idempotent, and acknowledged by all in-sync replicas.
 *
 * <p>For the outputs of a handler there is {@link Emitter}: on a handler's thread these methods throw
 * {@link IllegalStateException}, as a record sent beside the handler's outputs would stay when the handler fails, unless
 * the publisher was built as independent.
 *
 * <p>Any thread may publish. Records that one thread publishes to one key are written in the order of its calls. A call
 * does not wait for brokers: the first record of a topic is queued until the topic is known to exist. It waits only while
 * the producer's buffer ({@code buffer.memory}) is full, for {@code max.block.ms} at most (2 s unless configured).
 *
 * <p>The stages complete on the producer's own I/O thread, which serves all publishers: what depends on them must not
 * block, or goes to an executor of its own ({@code thenRunAsync}). They fail with
 *
 * <ul>
 *   <li>{@link CodecException} if key or value can't be encoded, {@link CodecUnavailableException} if they can't now; nothing
 *       was sent,
 *   <li>{@link PublishException} if the topic does not exist, the record is too large, or was not acknowledged within
 *       {@code delivery.timeout.ms} (120 s unless configured) or was refused by the brokers.
 * </ul>
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
public interface Publisher<K, V> {
    /**
     * Writes a record without headers, with the moment of sending as its timestamp.
     *
     * @param key the key, or null for none
     * @param value the value, or null for a tombstone
     * @return completes when the record is replicated
     * @throws IllegalStateException on a handler's thread, or after the application was closed
     */
    CompletionStage<RecordMetadata> publish(@Nullable K key, @Nullable V value);

    /**
     * Writes a record.
     *
     * @param message the record; if it names a topic, it must be this publisher's
     * @return completes when the record is replicated
     * @throws IllegalArgumentException if the message names another topic
     * @throws IllegalStateException on a handler's thread, or after the application was closed
     */
    CompletionStage<RecordMetadata> publish(Message<K, V> message);
}
