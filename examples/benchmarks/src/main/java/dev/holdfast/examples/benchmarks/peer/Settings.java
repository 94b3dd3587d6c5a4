package dev.holdfast.examples.benchmarks.peer;

import dev.holdfast.examples.benchmarks.trial.Task;
import java.util.HashMap;
import java.util.Map;

/** What every consumer is told: where the broker is, to begin at the beginning, and to leave commits to its framework. */
final class Settings {
    private Settings() {}

    static Map<String, Object> consumer(Task task, Map<String, Object> more) {
        Map<String, Object> config = new HashMap<>(Map.of(
                "bootstrap.servers",
                task.bootstrapServers(),
                "group.id",
                task.group(),
                "auto.offset.reset",
                "earliest",
                "enable.auto.commit",
                false));
        config.putAll(more);
        return config;
    }
}
