package dev.holdfast.app;

import dev.holdfast.Delivery;
import dev.holdfast.internal.definition.HandlerDefinition;
import dev.holdfast.spi.Disposition;
import dev.holdfast.spi.HandlerRecord;
import dev.holdfast.spi.PartitionLane;
import dev.holdfast.spi.Verdict;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Calls handlers as the engine does. */
final class Invocations {
    private Invocations() {}

    /** What a handler emitted for a record, as {@code topic: value}; fails unless it succeeded at once. */
    static List<String> emitted(HandlerDefinition handler, String key, String value) {
        Verdict verdict = handler.invoker().invoke(new GivenRecord(handler, key, value), late -> {
            throw new AssertionError("came later: " + late);
        });
        if (!(verdict instanceof Verdict.Succeeded succeeded)) {
            throw new AssertionError("did not succeed: " + verdict);
        }
        return succeeded.outputs().stream()
                .map(output -> output.topic() + ": " + new String(output.value(), StandardCharsets.UTF_8))
                .toList();
    }

    private record GivenRecord(HandlerDefinition handler, String key, String value) implements HandlerRecord {
        @Override
        public ConsumerRecord<byte[], byte[]> record() {
            return new ConsumerRecord<>(
                    handler.info().topics().get(0),
                    0,
                    0,
                    key.getBytes(StandardCharsets.UTF_8),
                    value.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public Delivery delivery() {
            return new Delivery(
                    handler.info().topics().get(0), 0, 0, Instant.EPOCH, new RecordHeaders(), 1, Optional.empty());
        }

        @Override
        public PartitionLane lane() {
            throw new UnsupportedOperationException("there is no engine");
        }

        @Override
        public void resume() {
            throw new UnsupportedOperationException("there is no engine");
        }

        @Override
        public void settle(Disposition disposition) {
            throw new UnsupportedOperationException("there is no engine");
        }
    }
}
