package dev.holdfast.examples.benchmarks.trial;

import dev.holdfast.examples.measure.Bench;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntUnaryOperator;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Creates topics and fills them. */
public final class Filling {
    private final Bench bench;

    /**
     * Creates it.
     *
     * @param bench where the broker is
     */
    public Filling(Bench bench) {
        this.bench = bench;
    }

    /**
     * Creates a topic and writes all its records, each key's in the order of their sequence.
     *
     * @param source the topic
     * @param keys which keys
     * @param bytes the size of a value
     * @return the source, full
     * @throws ExecutionException if the broker refuses
     * @throws InterruptedException if the thread is interrupted
     */
    public Source fill(Source source, Keys keys, int bytes) throws ExecutionException, InterruptedException {
        bench.create(source.topic(), source.partitions());
        return append(source, keys, bytes);
    }

    /**
     * Writes all records of a source to a topic that is there.
     *
     * @param source the topic
     * @param keys which keys
     * @param bytes the size of a value
     * @return the source, full
     */
    public Source append(Source source, Keys keys, int bytes) {
        AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
        IntUnaryOperator keyOf = keys.of(source.keys());
        Map<String, Object> config =
                Map.of("bootstrap.servers", bench.bootstrapServers(), "linger.ms", 20, "batch.size", 65_536);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < source.records(); i++) {
                int key = keyOf.applyAsInt(i);
                Future<RecordMetadata> unused = producer.send(
                        new ProducerRecord<>(source.topic(), Payload.key(key), Payload.value(i, key, 0, bytes)),
                        (written, e) -> failure.compareAndSet(null, e));
            }
        }
        if (failure.get() != null) {
            throw new IllegalStateException(source.topic() + " could not be filled", failure.get());
        }
        return source;
    }
}
