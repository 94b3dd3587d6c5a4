package dev.holdfast.internal.publish;

import dev.holdfast.CodecException;
import dev.holdfast.CodecUnavailableException;
import dev.holdfast.Message;
import dev.holdfast.Publisher;
import dev.holdfast.internal.invoke.RecordEncoder;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** Publishes to one topic. */
final class TopicPublisher<K, V> implements Publisher<K, V> {
    private final String topic;
    private final RecordEncoder encoder;
    private final Sender sender;
    private final ThreadRule rule;

    TopicPublisher(String topic, RecordEncoder encoder, Sender sender, ThreadRule rule) {
        this.topic = topic;
        this.encoder = encoder;
        this.sender = sender;
        this.rule = rule;
    }

    @Override
    public CompletionStage<RecordMetadata> publish(@Nullable K key, @Nullable V value) {
        return publish(Message.of(key, value));
    }

    @Override
    public CompletionStage<RecordMetadata> publish(Message<K, V> message) {
        rule.check(toString());
        message.topic().filter(named -> !named.equals(topic)).ifPresent(other -> {
            throw new IllegalArgumentException(this + " was given a message for topic '" + other + "'.");
        });
        try {
            return sender.send(encoder.encode(message));
        } catch (CodecException | CodecUnavailableException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public String toString() {
        return "The publisher of topic '" + topic + "'";
    }
}
