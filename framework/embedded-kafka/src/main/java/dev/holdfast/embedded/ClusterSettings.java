package dev.holdfast.embedded;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What a caller decides about a cluster; everything else follows from it in {@link NodeSettings}. */
record ClusterSettings(int brokers, Map<String, String> config, List<Integer> detours, Duration startTimeout) {
    ClusterSettings {
        config = Map.copyOf(config);
        detours = List.copyOf(detours);
    }
}
