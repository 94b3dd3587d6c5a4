package dev.holdfast.internal.publish;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** A producer that fails as it is told to and writes down which calls came: what a broker can't be made to do at will. */
final class ScriptedProducer {
    private final List<String> calls = new ArrayList<>();
    private final Map<String, Deque<Exception>> failures = new HashMap<>();

    /** Lets the next call of a method fail that has no failure to come yet. */
    ScriptedProducer fails(String method, Exception... with) {
        failures.computeIfAbsent(method, unseen -> new ArrayDeque<>()).addAll(List.of(with));
        return this;
    }

    /** All calls but those that change nothing. */
    List<String> calls() {
        return calls;
    }

    Producer<byte[], byte[]> producer() {
        calls.add("new");
        return (ProducerOfBytes) Proxy.newProxyInstance(
                ScriptedProducer.class.getClassLoader(),
                new Class<?>[] {ProducerOfBytes.class},
                (self, method, arguments) -> answer(method, arguments));
    }

    /** Gives the proxy its type arguments. */
    private interface ProducerOfBytes extends Producer<byte[], byte[]> {}

    private @Nullable Object answer(Method method, Object[] arguments) throws Exception {
        String name = method.getName();
        if (name.equals("partitionsFor")) {
            return List.of();
        }
        calls.add(name.replace("Transactions", "").replace("Transaction", ""));
        Exception failure = failures.getOrDefault(name, new ArrayDeque<>()).poll();
        if (name.equals("send")) {
            return (Object) sent((ProducerRecord<?, ?>) arguments[0], failure);
        }
        if (failure != null) {
            throw failure;
        }
        return null;
    }

    private static CompletableFuture<RecordMetadata> sent(ProducerRecord<?, ?> message, @Nullable Exception failure) {
        return failure == null
                ? CompletableFuture.completedFuture(
                        new RecordMetadata(new TopicPartition(message.topic(), 0), 7, 0, 0, 0, 0))
                : CompletableFuture.failedFuture(failure);
    }
}
