package dev.holdfast.internal.invoke;

import dev.holdfast.Message;
import dev.holdfast.spi.Verdict;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A returned message. */
record MessageResult(MessageEncoder encoder) implements ResultReader {
    @Override
    public Verdict read(@Nullable Object returned, Call call) {
        return returned == null ? call.succeeded() : call.succeeded(List.of(encoder.encode((Message<?, ?>) returned)));
    }
}
