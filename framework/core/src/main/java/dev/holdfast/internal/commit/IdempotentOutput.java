package dev.holdfast.internal.commit;

import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An idempotent producer, replaced by a new one when it has come to an end. Confined to the committer's thread. */
final class IdempotentOutput implements Writes.Output {
    private static final Logger LOG = LoggerFactory.getLogger(IdempotentOutput.class);

    private final ReplaceableProducer producer;

    IdempotentOutput(ReplaceableProducer producer) {
        this.producer = producer;
    }

    @Override
    public void send(ProducerRecord<byte[], byte[]> write, Consumer<@Nullable Exception> answer) {
        try {
            Future<RecordMetadata> unused = producer.get().send(write, (metadata, error) -> answer.accept(error));
        } catch (KafkaException | IllegalStateException e) {
            LOG.error("the producer has come to an end and is replaced", e);
            producer.discard();
            answer.accept(e);
        }
    }

    @Override
    public void renew() {
        producer.discard();
    }
}
