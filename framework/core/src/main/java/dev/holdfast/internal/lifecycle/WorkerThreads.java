package dev.holdfast.internal.lifecycle;

import dev.holdfast.HandlerThreads;
import java.lang.reflect.Method;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes the threads that handlers run on. */
final class WorkerThreads {
    private WorkerThreads() {}

    static ThreadFactory of(HandlerThreads kind, String name) {
        return kind == HandlerThreads.VIRTUAL ? virtual(name) : pool(name);
    }

    private static ThreadFactory pool(String name) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /** {@code Thread.ofVirtual().name(name, 1).factory()}, which the Java 17 baseline can't name. */
    private static ThreadFactory virtual(String name) {
        try {
            Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
            Class<?> type = Class.forName("java.lang.Thread$Builder");
            Object named = type.getMethod("name", String.class, long.class).invoke(builder, name + "-", 1L);
            Method factory = type.getMethod("factory");
            return (ThreadFactory) factory.invoke(named);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this Java has no virtual threads", e);
        }
    }
}
