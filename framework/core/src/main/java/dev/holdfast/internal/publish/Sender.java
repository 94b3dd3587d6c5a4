package dev.holdfast.internal.publish;

import dev.holdfast.PublishException;
import dev.holdfast.internal.invoke.RecordSize;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** Owns the producer of all publishers. It is created by the scheduler's thread, when the first record is published. */
final class Sender {
    private final ProducerSettings settings;
    private final ScheduledExecutorService scheduler;
    private final DestinationCheck check;
    private final Map<String, Destination> destinations = new ConcurrentHashMap<>();
    private @Nullable Producer<byte[], byte[]> producer;
    private volatile boolean closed;

    Sender(ProducerSettings settings, Admin admin) {
        this.settings = settings;
        this.scheduler = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "holdfast-publisher-metadata");
            thread.setDaemon(true);
            return thread;
        });
        this.check = new DestinationCheck(
                admin,
                scheduler,
                this::producer,
                settings.deliveryTimeoutMs(),
                refused -> destinations.remove(refused.topic(), refused));
    }

    CompletableFuture<RecordMetadata> send(ProducerRecord<byte[], byte[]> message) {
        requireOpen();
        int size = RecordSize.atMost(message);
        if (size > settings.maxRequestSize()) {
            return CompletableFuture.failedFuture(tooLarge(message.topic(), size, settings.maxRequestSize()));
        }
        return destination(message.topic()).send(message);
    }

    static PublishException tooLarge(String topic, int size, int maxRequestSize) {
        return new PublishException(
                topic,
                "A record for topic '" + topic + "' takes " + size + " bytes, more than max.request.size "
                        + maxRequestSize + ". It was not sent.",
                null);
    }

    private Destination destination(String topic) {
        Destination known = destinations.get(topic);
        if (known != null) {
            return known;
        }
        Destination created = new Destination(topic);
        Destination raced = destinations.putIfAbsent(topic, created);
        if (raced != null) {
            return raced;
        }
        check.start(created);
        return created;
    }

    /** Waits for records under way; what is not acknowledged then, or still waits for its topic, fails. */
    void close(Duration timeout) {
        closed = true;
        scheduler.shutdownNow();
        Producer<byte[], byte[]> open;
        synchronized (this) {
            open = producer;
        }
        if (open != null) {
            open.close(timeout);
        }
        destinations.forEach((topic, destination) ->
                destination.refuse(new PublishException(topic, "The application was closed.", null)));
    }

    private synchronized Producer<byte[], byte[]> producer() {
        requireOpen();
        if (producer == null) {
            producer = new KafkaProducer<>(settings.config());
        }
        return producer;
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("The application is closed: nothing can be published.");
        }
    }
}
