package dev.holdfast.internal.commit;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One idempotent producer, replaced by a new one when it has come to an end. Sends belong to the committer's thread;
 * metadata is fetched by others.
 */
final class IdempotentOutput implements Writes.Output, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(IdempotentOutput.class);

    private final Supplier<Producer<byte[], byte[]>> newProducer;
    private volatile @Nullable Producer<byte[], byte[]> producer;

    IdempotentOutput(Supplier<Producer<byte[], byte[]>> newProducer) {
        this.newProducer = newProducer;
    }

    @Override
    public void send(ProducerRecord<byte[], byte[]> write, Consumer<@Nullable Exception> answer) {
        try {
            Future<RecordMetadata> unused = producer().send(write, (metadata, error) -> answer.accept(error));
        } catch (KafkaException | IllegalStateException e) {
            LOG.error("the producer has come to an end and is replaced", e);
            close();
            answer.accept(e);
        }
    }

    @Override
    public void renew() {
        close();
    }

    void fetchMetadata(String topic) {
        producer().partitionsFor(topic);
    }

    private synchronized Producer<byte[], byte[]> producer() {
        Producer<byte[], byte[]> existing = producer;
        if (existing == null) {
            existing = newProducer.get();
            producer = existing;
        }
        return existing;
    }

    @Override
    public synchronized void close() {
        Producer<byte[], byte[]> existing = producer;
        producer = null;
        if (existing != null) {
            existing.close(Duration.ZERO);
        }
    }
}
