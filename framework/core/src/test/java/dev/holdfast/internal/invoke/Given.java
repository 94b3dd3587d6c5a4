package dev.holdfast.internal.invoke;

import dev.holdfast.Delivery;
import dev.holdfast.Order;
import dev.holdfast.codec.Codec;
import dev.holdfast.codec.CodecFactory;
import dev.holdfast.internal.problem.Problems;
import dev.holdfast.spi.HandlerInfo;
import dev.holdfast.spi.HandlerInterceptor;
import dev.holdfast.spi.ReturnAdapter;
import dev.holdfast.spi.Verdict;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** A handler of the topic "orders" under test. */
record Given(List<String> emits, List<HandlerInterceptor> interceptors, List<ReturnAdapter> adapters) {
    static final CodecRegistry CODECS = new CodecRegistry(List.of(codecs(Map.of(
            String.class, new TextCodec<>(text -> text),
            Integer.class, new TextCodec<>(Given::number),
            Long.class, new TextCodec<>(Long::valueOf)))));

    static Given emitting(String... topics) {
        return new Given(List.of(topics), List.of(), List.of());
    }

    private static Integer number(String text) {
        if (text.equals("deep")) {
            throw new StackOverflowError();
        }
        return Integer.valueOf(text);
    }

    Given around(HandlerInterceptor... all) {
        return new Given(emits, List.of(all), adapters);
    }

    Given adapting(ReturnAdapter... all) {
        return new Given(emits, interceptors, List.of(all));
    }

    InvokeContext context(String place) {
        HandlerInfo info = new HandlerInfo("billing/orders", "billing", List.of("orders"), Order.KEY, 16);
        return new InvokeContext(info, place, new LinkedHashSet<>(emits), CODECS, interceptors, adapters);
    }

    List<String> problems(Class<?> type, String method) {
        Problems problems = new Problems();
        plan(type, method, () -> "never called", problems);
        return problems.list();
    }

    HandlerInvoker handler(Object target) {
        return plan(target, "handle").invoker();
    }

    InvokerPlan plan(Object target, String method) {
        Problems problems = new Problems();
        Optional<InvokerPlan> plan = plan(target.getClass(), method, () -> target, problems);
        problems.throwIfAny();
        return plan.orElseThrow();
    }

    Verdict handle(Object target, GivenRecord record) {
        return record.handledBy(handler(target));
    }

    Verdict handle(Object target) {
        return handle(target, GivenRecord.of("key", "value"));
    }

    private Optional<InvokerPlan> plan(Class<?> type, String name, Supplier<?> target, Problems problems) {
        Method method = Arrays.stream(type.getDeclaredMethods())
                .filter(candidate -> candidate.getName().equals(name) && !candidate.isSynthetic())
                .findFirst()
                .orElseThrow();
        return MethodHandlers.plan(method, target, context("handler " + type.getSimpleName() + "." + name), problems);
    }

    private static CodecFactory codecs(Map<Type, Codec<?>> known) {
        return (type, part) -> Optional.ofNullable(known.get(type));
    }

    record TextCodec<T>(Function<String, @Nullable T> read) implements Codec<T> {
        @Override
        public byte[] encode(String topic, Headers headers, T value) {
            if (value.equals("unencodable")) {
                throw new IllegalArgumentException("as asked for");
            }
            return value.toString().getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public T decode(String topic, Headers headers, byte[] bytes) {
            T decoded = read.apply(new String(bytes, StandardCharsets.UTF_8));
            if (decoded == null) {
                throw new IllegalArgumentException("as asked for");
            }
            return decoded;
        }
    }

    static Delivery delivery(String topic, Headers headers) {
        return new Delivery(topic, 3, 42, Instant.ofEpochMilli(1_000), headers, 1, Optional.empty());
    }
}
