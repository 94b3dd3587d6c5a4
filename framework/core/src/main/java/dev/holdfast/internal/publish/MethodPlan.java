package dev.holdfast.internal.publish;

import dev.holdfast.CodecException;
import dev.holdfast.CodecUnavailableException;
import dev.holdfast.internal.invoke.RecordEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/**
 * How a method of a publisher's interface writes its arguments.
 *
 * @param place the method, for people
 * @param topic where to
 * @param parameters what each argument becomes
 * @param encoder encodes for the topic
 * @param answer what the method returns
 */
record MethodPlan(String place, String topic, List<ParameterPlan> parameters, RecordEncoder encoder, Answer answer) {
    MethodPlan {
        parameters = List.copyOf(parameters);
    }

    @Nullable
    Object call(@Nullable Object @Nullable [] arguments, Sender sender) {
        ProducerRecord<byte[], byte[]> encoded;
        try {
            encoded = encode(arguments);
        } catch (CodecException | CodecUnavailableException e) {
            return answer.from(CompletableFuture.failedFuture(e), topic);
        }
        return answer.from(sender.send(encoded), topic);
    }

    private ProducerRecord<byte[], byte[]> encode(@Nullable Object @Nullable [] arguments) {
        Object key = null;
        Object value = null;
        List<Header> headers = new ArrayList<>();
        for (int i = 0; i < parameters.size(); i++) {
            Object argument = arguments == null ? null : arguments[i];
            ParameterPlan parameter = parameters.get(i);
            if (parameter instanceof ParameterPlan.Key) {
                key = argument;
            } else if (parameter instanceof ParameterPlan.Value) {
                value = argument;
            } else if (parameter instanceof ParameterPlan.Header header && argument != null) {
                headers.add(new RecordHeader(header.name(), bytes(argument)));
            }
        }
        return encoder.encode(key, value, null, headers);
    }

    private static byte[] bytes(Object header) {
        return header instanceof byte[] bytes ? bytes : header.toString().getBytes(StandardCharsets.UTF_8);
    }
}
