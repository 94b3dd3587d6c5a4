package dev.holdfast.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.metrics.internals.PluginMetricsImpl;
import org.junit.jupiter.api.Test;

class TaskMetricsTest {
    private static final Map<String, String> TASK = Map.of("connector", "orders", "task", "0");

    @Test
    void aTaskCountsUnseenWhileItsPredecessorHasNotEnded() throws IOException {
        try (Metrics worker = new Metrics();
                PluginMetricsImpl predecessor = new PluginMetricsImpl(worker, TASK);
                PluginMetricsImpl successor = new PluginMetricsImpl(worker, TASK)) {
            TaskMetrics.in(() -> predecessor).counter("written-total", "").addAndGet(5);
            AtomicLong unseen = TaskMetrics.in(() -> successor).counter("written-total", "");
            unseen.addAndGet(7);

            assertThat(unseen).hasValue(7);
            assertThat(worker.metric(predecessor.metricName("written-total", "", new LinkedHashMap<>()))
                            .metricValue())
                    .isEqualTo(5L);
        }
    }
}
