package dev.holdfast.internal.commit;

import java.time.Duration;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;

/** One producer, made when it is needed first and made anew after it was discarded. Thread-safe. */
final class ReplaceableProducer {
    private final Supplier<Producer<byte[], byte[]>> newProducer;
    private volatile @Nullable Producer<byte[], byte[]> producer;

    ReplaceableProducer(Supplier<Producer<byte[], byte[]>> newProducer) {
        this.newProducer = newProducer;
    }

    Producer<byte[], byte[]> get() {
        Producer<byte[], byte[]> existing = producer;
        return existing != null ? existing : make();
    }

    private synchronized Producer<byte[], byte[]> make() {
        Producer<byte[], byte[]> existing = producer;
        if (existing == null) {
            existing = newProducer.get();
            producer = existing;
        }
        return existing;
    }

    /** Fetches a topic's metadata into the producer; blocks until it is there. */
    void fetchMetadata(String topic) {
        get().partitionsFor(topic);
    }

    /** Gives the producer up with everything that it has not sent. */
    synchronized void discard() {
        Producer<byte[], byte[]> existing = producer;
        producer = null;
        if (existing != null) {
            existing.close(Duration.ZERO);
        }
    }
}
