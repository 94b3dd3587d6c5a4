package dev.holdfast.internal.invoke;

import dev.holdfast.codec.Codec;
import dev.holdfast.codec.CodecFactory.Part;
import dev.holdfast.spi.Verdict;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** A returned value goes to the only declared topic, with the handled record's key as it is. */
final class ValueResult implements ResultReader {
    private final String topic;
    private final AnyEncoder values;

    ValueResult(String topic, Codec<?> codec) {
        this.topic = topic;
        this.values = new AnyEncoder(codec, Part.VALUE);
    }

    @Override
    public Verdict read(@Nullable Object returned, Call call) {
        if (returned == null) {
            return call.succeeded();
        }
        RecordHeaders headers = new RecordHeaders();
        byte[] value = values.encode(topic, headers, returned);
        byte[] key = call.record().key();
        return call.succeeded(List.of(new ProducerRecord<>(topic, null, null, key, value, headers)));
    }
}
