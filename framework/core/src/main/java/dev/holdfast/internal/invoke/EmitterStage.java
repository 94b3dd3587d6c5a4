package dev.holdfast.internal.invoke;

import dev.holdfast.Emitter;
import dev.holdfast.Message;
import dev.holdfast.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Stages what one call emits, encoded at once, so that the exception points to the line that emitted it. */
final class EmitterStage implements Emitter {
    private final Set<String> emits;
    private final CodecRegistry codecs;
    // Guarded by this: the handler may emit from any thread, and the thread that closes may be yet another one.
    private final List<ProducerRecord<byte[], byte[]>> staged = new ArrayList<>(2);
    private boolean closed;

    EmitterStage(Set<String> emits, CodecRegistry codecs) {
        this.emits = emits;
        this.codecs = codecs;
    }

    @Override
    public <K, V> void emit(Topic<K, V> topic, @Nullable K key, @Nullable V value) {
        emit(topic, Message.of(key, value));
    }

    @Override
    public <K, V> void emit(Topic<K, V> topic, Message<K, V> message) {
        if (!emits.contains(topic.name())) {
            throw new IllegalArgumentException("the handler does not declare the topic '" + topic.name()
                    + "': add it to @Emits, which has " + emits);
        }
        stage(RecordEncoder.of(topic, codecs).encode(message));
    }

    /** Ends the emitter and gives what was staged. */
    synchronized List<ProducerRecord<byte[], byte[]>> close() {
        closed = true;
        return staged;
    }

    private synchronized void stage(ProducerRecord<byte[], byte[]> record) {
        if (closed) {
            throw new IllegalStateException(
                    "the handler's call is over: an emitter can't be used after the handler returned or its stage"
                            + " completed");
        }
        staged.add(record);
    }
}
