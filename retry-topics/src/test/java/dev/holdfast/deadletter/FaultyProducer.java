package dev.holdfast.deadletter;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;

/**
 * A producer whose process dies at a step: from there on it does nothing more, neither abort nor close, as it is with a
 * process that was killed; what it left open on the brokers stays open.
 */
final class FaultyProducer {
    private FaultyProducer() {}

    /** What the process dies of. */
    static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    /** Something to do before and after each call; throws {@link Killed} where the process shall die. */
    @FunctionalInterface
    interface Fault {
        void at(String method, boolean before);
    }

    static Function<Map<String, Object>, Producer<byte[], byte[]>> with(Fault fault) {
        return config -> wrap(new KafkaProducer<>(config), fault);
    }

    private static Producer<byte[], byte[]> wrap(Producer<byte[], byte[]> real, Fault fault) {
        boolean[] dead = new boolean[1];
        return BytesProducer.class.cast(Proxy.newProxyInstance(
                FaultyProducer.class.getClassLoader(),
                new Class<?>[] {BytesProducer.class},
                (proxy, method, arguments) -> {
                    if (dead[0]) {
                        return null;
                    }
                    try {
                        fault.at(method.getName(), true);
                        Object result = method.invoke(real, arguments);
                        fault.at(method.getName(), false);
                        return result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    } catch (Killed e) {
                        dead[0] = true;
                        real.close(Duration.ZERO);
                        throw e;
                    }
                }));
    }

    /** Gives a proxy its type arguments. */
    private interface BytesProducer extends Producer<byte[], byte[]> {}
}
