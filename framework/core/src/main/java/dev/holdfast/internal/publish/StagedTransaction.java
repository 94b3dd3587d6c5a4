package dev.holdfast.internal.publish;

import dev.holdfast.Message;
import dev.holdfast.Topic;
import dev.holdfast.Transaction;
import dev.holdfast.internal.invoke.CodecRegistry;
import dev.holdfast.internal.invoke.RecordEncoder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Collects a transaction's records, encoded. Confined to the thread of the user's function. */
final class StagedTransaction implements Transaction {
    private final CodecRegistry codecs;
    private final Map<Topic<?, ?>, RecordEncoder> encoders = new HashMap<>();
    private final List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    private boolean closed;

    StagedTransaction(CodecRegistry codecs) {
        this.codecs = codecs;
    }

    @Override
    public <K, V> void publish(Topic<K, V> topic, @Nullable K key, @Nullable V value) {
        publish(topic, Message.of(key, value));
    }

    @Override
    public <K, V> void publish(Topic<K, V> topic, Message<K, V> message) {
        if (closed) {
            throw new IllegalStateException("The transaction is over: records are added while its function runs.");
        }
        records.add(encoders.computeIfAbsent(topic, unseen -> RecordEncoder.of(unseen, codecs))
                .encode(message));
    }

    /** All records in the order of the calls; no more are taken. */
    List<ProducerRecord<byte[], byte[]>> close() {
        closed = true;
        return List.copyOf(records);
    }
}
