package dev.holdfast.internal.invoke;

import dev.holdfast.Message;
import dev.holdfast.spi.Verdict;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Returned messages, in the order of their collection. Nulls among them emit nothing. */
record MessagesResult(MessageEncoder encoder) implements ResultReader {
    @Override
    public Verdict read(@Nullable Object returned, Call call) {
        if (returned == null) {
            return call.succeeded();
        }
        List<ProducerRecord<byte[], byte[]>> encoded = new ArrayList<>();
        for (Object message : (Collection<?>) returned) {
            if (message != null) {
                encoded.add(encoder.encode((Message<?, ?>) message));
            }
        }
        return call.succeeded(encoded);
    }
}
