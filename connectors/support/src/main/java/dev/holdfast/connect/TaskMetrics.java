package dev.holdfast.connect;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Numbers of one task under {@code kafka.connect:type=plugins} (KIP-877), where JMX shows them with the names of connector
 * and task. On workers before 4.1, which have no place for them, and while a predecessor of the task that did not end in time
 * still has them, they are counted and not shown. Counting is thread-safe.
 */
final class TaskMetrics {
    private static final Logger LOG = LoggerFactory.getLogger(TaskMetrics.class);

    private final @Nullable PluginMetrics shown;
    private final Map<String, AtomicLong> counters = new LinkedHashMap<>();

    private TaskMetrics(@Nullable PluginMetrics shown) {
        this.shown = shown;
    }

    static TaskMetrics in(MetricsOfContext context) {
        try {
            return new TaskMetrics(context.pluginMetrics());
        } catch (NoSuchMethodError | NoClassDefFoundError e) {
            return new TaskMetrics(null);
        }
    }

    AtomicLong counter(String name, String description) {
        AtomicLong counter = new AtomicLong();
        counters.put(name, counter);
        gauge(name, description, counter::get);
        return counter;
    }

    void gauge(String name, String description, LongSupplier value) {
        if (shown == null) {
            return;
        }
        try {
            shown.addMetric(shown.metricName(name, description, new LinkedHashMap<>()), (Gauge<Long>)
                    (config, now) -> value.getAsLong());
        } catch (IllegalArgumentException taken) {
            // A worker that has waited in vain for the end of a task starts its successor beside it.
            LOG.warn("{} is not shown for this task: its predecessor has not ended yet", name);
        }
    }

    /** Where a task's context gives metrics; it throws {@link NoSuchMethodError} on workers before 4.1. */
    @FunctionalInterface
    interface MetricsOfContext {
        PluginMetrics pluginMetrics();
    }
}
