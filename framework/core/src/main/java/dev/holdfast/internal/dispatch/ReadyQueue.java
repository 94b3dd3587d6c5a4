package dev.holdfast.internal.dispatch;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The tasks that may run now. A poll's tasks come as one array from which workers claim by a counter, so that they share
 * one atomic step a task; single tasks (retries, continuations) wait beside it.
 */
final class ReadyQueue {
    private final ConcurrentLinkedQueue<Batch> batches = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Task> singles = new ConcurrentLinkedQueue<>();

    void addBatch(@Nullable Task[] tasks, int size) {
        batches.add(new Batch(tasks, size));
    }

    void add(Task task) {
        singles.add(task);
    }

    boolean isEmpty() {
        if (!singles.isEmpty()) {
            return false;
        }
        Batch batch = batches.peek();
        while (batch != null && batch.isUsedUp()) {
            batches.remove(batch);
            batch = batches.peek();
        }
        return batch == null;
    }

    /** Takes a task; every other call should prefer single tasks, so that neither kind starves the other. */
    @Nullable
    Task claim(boolean singleFirst) {
        if (singleFirst) {
            Task single = singles.poll();
            return single != null ? single : claimFromBatch();
        }
        Task task = claimFromBatch();
        return task != null ? task : singles.poll();
    }

    private @Nullable Task claimFromBatch() {
        Batch batch = batches.peek();
        while (batch != null) {
            Task task = batch.claim();
            if (task != null) {
                return task;
            }
            batches.remove(batch);
            batch = batches.peek();
        }
        return null;
    }

    private static final class Batch {
        private static final int AHEAD = 16;

        private final @Nullable Task[] tasks;
        private final int size;
        private final AtomicInteger cursor = new AtomicInteger();

        /** Takes what was seen when looking ahead, so that looking is not optimised away. */
        private final AtomicInteger looked = new AtomicInteger();

        Batch(@Nullable Task[] tasks, int size) {
            this.tasks = tasks;
            this.size = size;
        }

        boolean isUsedUp() {
            return cursor.get() >= size;
        }

        @Nullable
        Task claim() {
            if (isUsedUp()) {
                return null;
            }
            int index = cursor.getAndIncrement();
            if (index >= size) {
                return null;
            }
            if (index % AHEAD == 0) {
                lookAhead(index);
            }
            Task task = tasks[index];
            tasks[index] = null;
            return task;
        }

        /**
         * Looks into the next records. They were made by the poll thread and are in its processor's cache; one by one each
         * first look waits for its line, because the atomic steps between two records let no load pass. Looked at
         * together, the waits overlap.
         */
        private void lookAhead(int from) {
            int sum = 0;
            for (int i = from; i < Math.min(from + AHEAD, size); i++) {
                Task task = tasks[i];
                if (task != null) {
                    sum += task.weight();
                }
            }
            looked.setPlain(sum);
        }
    }
}
