package dev.holdfast.internal.invoke;

import dev.holdfast.Delivery;
import dev.holdfast.spi.HandlerRecord;
import dev.holdfast.spi.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** One attempt at one record: what arguments are made from and what outputs are staged in. */
final class Call {
    private final HandlerRecord handled;
    private final ConsumerRecord<byte[], byte[]> record;
    private final boolean fromSource;
    private final @Nullable EmitterStage stage;

    Call(HandlerRecord handled, Set<String> sources, @Nullable EmitterStage stage) {
        this.handled = handled;
        this.record = handled.record();
        this.fromSource = sources.contains(record.topic());
        this.stage = stage;
    }

    ConsumerRecord<byte[], byte[]> record() {
        return record;
    }

    Delivery delivery() {
        return handled.delivery();
    }

    /** The original topic; asks for the delivery only if the record came through a derived topic. */
    String topic() {
        return fromSource ? record.topic() : delivery().topic();
    }

    Headers headers() {
        return fromSource ? record.headers() : delivery().headers();
    }

    /** The original time in epoch milliseconds; negative if there is none. */
    long timestamp() {
        return fromSource ? record.timestamp() : delivery().timestamp().toEpochMilli();
    }

    /** For people: the original coordinates, never contents. */
    String coordinates() {
        Delivery delivery = delivery();
        return "topic " + delivery.topic() + ", partition " + delivery.partition() + ", offset " + delivery.offset();
    }

    EmitterStage emitter() {
        return Objects.requireNonNull(stage, "the plan of this handler has no emitter");
    }

    Verdict succeeded() {
        if (stage == null) {
            return Verdict.Succeeded.WITHOUT_OUTPUTS;
        }
        List<ProducerRecord<byte[], byte[]>> staged = stage.close();
        return staged.isEmpty() ? Verdict.Succeeded.WITHOUT_OUTPUTS : new Verdict.Succeeded(staged);
    }

    Verdict succeeded(List<ProducerRecord<byte[], byte[]>> returned) {
        if (returned.isEmpty()) {
            return succeeded();
        }
        List<ProducerRecord<byte[], byte[]>> staged = stage == null ? List.of() : stage.close();
        if (staged.isEmpty()) {
            return new Verdict.Succeeded(returned);
        }
        List<ProducerRecord<byte[], byte[]>> all = new ArrayList<>(staged.size() + returned.size());
        all.addAll(staged);
        all.addAll(returned);
        return new Verdict.Succeeded(all);
    }

    void discard() {
        if (stage != null) {
            stage.close();
        }
    }
}
