package dev.holdfast.internal.invoke;

import dev.holdfast.Message;
import java.time.Instant;

/** Key, value, headers, topic and timestamp together. Key and value may be null. */
record MessageResolver(PartDecoder key, PartDecoder value) implements ArgumentResolver {
    @Override
    public Message<Object, Object> resolve(Call call) {
        Message<Object, Object> message = Message.of(key.decode(call), value.decode(call))
                .to(call.topic())
                .headers(call.headers());
        long timestamp = call.timestamp();
        return timestamp < 0 ? message : message.timestamp(Instant.ofEpochMilli(timestamp));
    }
}
