package dev.holdfast.testkit;

import dev.holdfast.Message;
import dev.holdfast.Topic;
import dev.holdfast.app.HoldfastBuilder;
import dev.holdfast.codec.CodecFactory;
import dev.holdfast.internal.definition.AppDefinition;
import dev.holdfast.internal.definition.GroupDefinition;
import dev.holdfast.internal.definition.HandlerDefinition;
import dev.holdfast.internal.invoke.RecordEncoder;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/**
 * Handles records as the engine does, without a broker: the same reading of annotations, decoding, calling, reading of
 * results, and routing of failures by retry and dead-letter topics. Nothing is written anywhere; a handler's timeout has no
 * effect; time stands, and no record is too large for its topic.
 *
 * <pre>{@code
 * HandlerTest.of(new BillingHandlers(gateway), JsonCodecs.defaults())
 *         .deliver(ORDERS, "o-1", new OrderPlaced(…))
 *         .succeeded()
 *         .emitted(INVOICES, "o-1", new Invoice(…))
 *         .emittedNothingElse();
 *
 * bank.isAway();
 * HandlerTest payments = HandlerTest.of(new PaymentHandlers(bank));   // @RetryTopics({"10s", "1m"})
 * payments.deliver("payments", "p-1", 100L).retriesIn(Duration.ofSeconds(10));
 * payments.attempt(3).deliver("payments", "p-1", 100L).deadLettered("retries-exhausted");
 * }</pre>
 *
 * <p>The records of a test have partition 0 and offsets from 0 on. Immutable but for the next offset; thread-safe.
 */
public final class HandlerTest {
    /** The time that stands while a test runs, and the timestamp of its records. */
    static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

    private final AppDefinition definition;
    private final List<HandlerDefinition> handlers;
    private final AtomicLong nextOffset;
    private final int attempt;

    private HandlerTest(
            AppDefinition definition, List<HandlerDefinition> handlers, AtomicLong nextOffset, int attempt) {
        this.definition = definition;
        this.handlers = handlers;
        this.nextOffset = nextOffset;
        this.attempt = attempt;
    }

    /**
     * Tests the annotated methods of an object.
     *
     * @param handlers an object with at least one method with {@link dev.holdfast.annotation.Handles}
     * @param codecs codecs beside the built-in ones
     * @return the test
     * @throws dev.holdfast.InvalidDefinitionException with all problems of the handlers, if there are any
     */
    public static HandlerTest of(Object handlers, CodecFactory... codecs) {
        return of(Definitions.of(Objects.requireNonNull(handlers, "handlers"), List.of(codecs)));
    }

    /**
     * Tests all handlers of an application as its builder describes it, with its interceptors, codecs and settings.
     *
     * @param application the builder; it needs neither an application id nor bootstrap servers, and is not changed
     * @return the test
     * @throws dev.holdfast.InvalidDefinitionException with all problems of the application, if there are any
     */
    public static HandlerTest of(HoldfastBuilder application) {
        return of(Definitions.of(application));
    }

    private static HandlerTest of(AppDefinition definition) {
        List<HandlerDefinition> handlers = definition.groups().stream()
                .map(GroupDefinition::handlers)
                .flatMap(List::stream)
                .toList();
        return new HandlerTest(definition, handlers, new AtomicLong(), 1);
    }

    /**
     * Chooses one handler, where a topic is handled in several groups.
     *
     * @param handlerId the handler's id
     * @return a test of only this handler
     * @throws IllegalArgumentException if there is none of this id
     */
    public HandlerTest only(String handlerId) {
        List<HandlerDefinition> chosen = handlers.stream()
                .filter(handler -> handler.info().id().equals(handlerId))
                .toList();
        if (chosen.isEmpty()) {
            throw new IllegalArgumentException("no handler has the id '" + handlerId + "'; there are " + ids(handlers));
        }
        return new HandlerTest(definition, chosen, nextOffset, attempt);
    }

    /**
     * Delivers records as if they had failed before: which retry topic comes next depends on that.
     *
     * @param attempt which attempt the next deliveries are: 1 for the first
     * @return a test that delivers so
     */
    public HandlerTest attempt(int attempt) {
        if (attempt < 1) {
            throw new IllegalArgumentException("attempts count from 1: " + attempt);
        }
        return new HandlerTest(definition, handlers, nextOffset, attempt);
    }

    /**
     * Delivers a key and a value, encoded by the topic's types.
     *
     * @param topic the topic that is handled
     * @param key the key, or null for none
     * @param value the value, or null for a tombstone
     * @param <K> the type of the key
     * @param <V> the type of the value
     * @return what became of the record
     */
    public <K, V> Delivered deliver(Topic<K, V> topic, @Nullable K key, @Nullable V value) {
        return deliver(topic, Message.of(key, value));
    }

    /**
     * Delivers a message with its headers and timestamp, encoded by the topic's types.
     *
     * @param topic the topic that is handled, whatever topic the message names
     * @param message the record
     * @param <K> the type of the key
     * @param <V> the type of the value
     * @return what became of the record
     */
    public <K, V> Delivered deliver(Topic<K, V> topic, Message<K, V> message) {
        return deliver(RecordEncoder.of(topic, definition.codecs()).encode(message));
    }

    /**
     * Delivers a key and a value, encoded by their classes.
     *
     * @param topic the name of the topic that is handled
     * @param key the key, or null for none
     * @param value the value, or null for a tombstone
     * @return what became of the record
     */
    public Delivered deliver(String topic, @Nullable Object key, @Nullable Object value) {
        return deliver(topic, Message.of(key, value));
    }

    /**
     * Delivers a message with its headers and timestamp, encoded by the classes of its key and value.
     *
     * @param topic the name of the topic that is handled, whatever topic the message names
     * @param message the record
     * @return what became of the record
     */
    public Delivered deliver(String topic, Message<?, ?> message) {
        return deliver(RecordEncoder.byClass(topic, message, definition.codecs()));
    }

    /**
     * Delivers bytes, such as those that can't be decoded.
     *
     * @param topic the name of the topic that is handled
     * @param key the key, or null for none
     * @param value the value, or null for a tombstone
     * @return what became of the record
     */
    public Delivered deliverBytes(String topic, byte @Nullable [] key, byte @Nullable [] value) {
        return deliver(new ProducerRecord<>(topic, key, value));
    }

    private Delivered deliver(ProducerRecord<byte[], byte[]> sent) {
        long timestamp = sent.timestamp() == null ? NOW.toEpochMilli() : sent.timestamp();
        return deliver(new ConsumerRecord<>(
                sent.topic(),
                0,
                nextOffset.getAndIncrement(),
                timestamp,
                TimestampType.CREATE_TIME,
                sent.key() == null ? ConsumerRecord.NULL_SIZE : sent.key().length,
                sent.value() == null ? ConsumerRecord.NULL_SIZE : sent.value().length,
                sent.key(),
                sent.value(),
                sent.headers(),
                Optional.empty()));
    }

    /**
     * Delivers a record with coordinates, headers and timestamp of the test's choice.
     *
     * @param record the record as a consumer would read it
     * @return what became of the record
     */
    public Delivered deliver(ConsumerRecord<byte[], byte[]> record) {
        HandlerDefinition handler = handlerOf(record.topic());
        return Delivered.deliver(handler, definition.codecs(), new DeliveredRecord(record, attempt));
    }

    private HandlerDefinition handlerOf(String topic) {
        List<HandlerDefinition> found = handlers.stream()
                .filter(handler -> handler.info().topics().contains(topic))
                .toList();
        if (found.isEmpty()) {
            String topics = handlers.stream()
                    .flatMap(handler -> handler.info().topics().stream())
                    .distinct()
                    .collect(Collectors.joining(", "));
            throw new IllegalArgumentException("no handler of the topic '" + topic + "'; handled are: " + topics);
        }
        if (found.size() > 1) {
            throw new IllegalArgumentException(
                    "several handlers of the topic '" + topic + "': choose one of " + ids(found) + " by only(…)");
        }
        return found.get(0);
    }

    private static List<String> ids(List<HandlerDefinition> handlers) {
        return handlers.stream().map(handler -> handler.info().id()).toList();
    }
}
