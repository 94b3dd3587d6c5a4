package dev.holdfast.internal.publish;

import dev.holdfast.PublishException;
import dev.holdfast.internal.invoke.RecordSize;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;

/**
 * A topic that is written to. Records wait, in their order, until the producer knows the topic; then they are sent by the
 * thread that brings them.
 */
final class Destination {
    private static final int WAITING_AT_MOST = 10_000;

    private final String topic;
    private final ReentrantLock lock = new ReentrantLock();
    private final Queue<Waiting> waiting = new ArrayDeque<>();
    private volatile @Nullable Producer<byte[], byte[]> open;
    private volatile @Nullable PublishException refused;
    private volatile String maxMessageBytes = "unknown";

    Destination(String topic) {
        this.topic = topic;
    }

    String topic() {
        return topic;
    }

    CompletableFuture<RecordMetadata> send(ProducerRecord<byte[], byte[]> message) {
        CompletableFuture<RecordMetadata> result = new CompletableFuture<>();
        Producer<byte[], byte[]> producer = open;
        if (producer == null) {
            sendOrWait(new Waiting(message, result));
        } else {
            send(producer, message, result);
        }
        return result;
    }

    /** What the topic takes, for the message about a record that it does not take. */
    void takesAtMost(String maxMessageBytes) {
        this.maxMessageBytes = maxMessageBytes;
    }

    /** From here on records are sent at once; those that wait go first. */
    void open(Producer<byte[], byte[]> producer) {
        lock.lock();
        try {
            for (Waiting next = waiting.poll(); next != null; next = waiting.poll()) {
                send(producer, next.message(), next.result());
            }
            open = producer;
        } finally {
            lock.unlock();
        }
    }

    /** Fails the records that wait and those that still come. */
    void refuse(PublishException failure) {
        Queue<Waiting> failed;
        lock.lock();
        try {
            refused = failure;
            failed = new ArrayDeque<>(waiting);
            waiting.clear();
        } finally {
            lock.unlock();
        }
        failed.forEach(each -> each.result().completeExceptionally(failure));
    }

    private void sendOrWait(Waiting next) {
        Producer<byte[], byte[]> producer;
        PublishException failure;
        lock.lock();
        try {
            producer = open;
            failure = refused;
            if (producer == null && failure == null) {
                if (waiting.size() < WAITING_AT_MOST) {
                    waiting.add(next);
                    return;
                }
                failure = new PublishException(
                        topic,
                        WAITING_AT_MOST + " records wait already for topic '" + topic + "', which is not known yet.",
                        null);
            }
        } finally {
            lock.unlock();
        }
        if (producer != null) {
            send(producer, next.message(), next.result());
        } else if (failure != null) {
            next.result().completeExceptionally(failure);
        }
    }

    private void send(
            Producer<byte[], byte[]> producer,
            ProducerRecord<byte[], byte[]> message,
            CompletableFuture<RecordMetadata> result) {
        try {
            Future<RecordMetadata> unused = producer.send(message, (metadata, failure) -> {
                if (failure == null) {
                    result.complete(metadata);
                } else {
                    result.completeExceptionally(failure(message, failure));
                }
            });
        } catch (KafkaException | IllegalStateException e) {
            result.completeExceptionally(failure(message, e));
        }
    }

    private PublishException failure(ProducerRecord<byte[], byte[]> message, Exception cause) {
        String text = cause instanceof RecordTooLargeException
                ? "The brokers refused a record of at most " + RecordSize.atMost(message) + " bytes for topic '" + topic
                        + "' as too large (max.message.bytes: " + maxMessageBytes + ")."
                : "A record could not be written to topic '" + topic + "': " + cause.getMessage();
        return new PublishException(topic, text, cause);
    }

    private record Waiting(ProducerRecord<byte[], byte[]> message, CompletableFuture<RecordMetadata> result) {}
}
