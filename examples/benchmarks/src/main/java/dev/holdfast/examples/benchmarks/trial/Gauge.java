package dev.holdfast.examples.benchmarks.trial;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;

/** What this process has used since the gauge was read. */
final class Gauge {
    private static final OperatingSystemMXBean PROCESS =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private static final ThreadMXBean THREADS = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);

    private final long cpu = PROCESS.getProcessCpuTime();
    private final Map<Long, Long> allocated = allocatedByThread();
    private final long at = System.nanoTime();

    private Gauge() {}

    static Gauge read() {
        return new Gauge();
    }

    Figure since(long records) {
        long nanos = System.nanoTime() - at;
        double measured = records;
        long bytes = allocatedByThread().entrySet().stream()
                .mapToLong(thread -> thread.getValue() - allocated.getOrDefault(thread.getKey(), 0L))
                .sum();
        return new Figure(records, nanos / 1e9, (PROCESS.getProcessCpuTime() - cpu) / measured, bytes / measured, 0);
    }

    /** What threads that have ended meanwhile allocated is missing; virtual threads count with those that carry them. */
    private static Map<Long, Long> allocatedByThread() {
        long[] ids = THREADS.getAllThreadIds();
        long[] bytes = THREADS.getThreadAllocatedBytes(ids);
        Map<Long, Long> byThread = new HashMap<>();
        for (int i = 0; i < ids.length; i++) {
            byThread.put(ids[i], Math.max(bytes[i], 0));
        }
        return byThread;
    }
}
