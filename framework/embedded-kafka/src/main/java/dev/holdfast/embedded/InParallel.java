package dev.holdfast.embedded;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Does one thing for many nodes at once, since KRaft nodes wait for each other when they start. */
final class InParallel {
    private InParallel() {}

    /** Runs the action for each item on a thread of its own; throws when all have ended or the time is over. */
    static <T> void run(String what, Duration limit, Collection<T> items, Consumer<T> action) {
        ExecutorService threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "holdfast-" + what);
            thread.setDaemon(true);
            return thread;
        });
        try {
            List<? extends Future<?>> tasks = items.stream()
                    .map(item -> threads.submit(() -> action.accept(item)))
                    .toList();
            join(what, limit, tasks);
        } finally {
            threads.shutdownNow();
        }
    }

    private static void join(String what, Duration limit, List<? extends Future<?>> tasks) {
        long deadline = System.nanoTime() + limit.toNanos();
        ClusterException failure = null;
        for (Future<?> task : tasks) {
            ClusterException mine = failureOf(what, task, deadline);
            if (failure == null) {
                failure = mine;
            } else if (mine != null) {
                failure.addSuppressed(mine);
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private static @Nullable ClusterException failureOf(String what, Future<?> task, long deadline) {
        try {
            task.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            return null;
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            return cause instanceof ClusterException ours
                    ? ours
                    : new ClusterException(what + " failed: " + cause, cause);
        } catch (TimeoutException e) {
            return new ClusterException(what + " did not end in time", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new ClusterException("Interrupted during " + what, e);
        }
    }
}
