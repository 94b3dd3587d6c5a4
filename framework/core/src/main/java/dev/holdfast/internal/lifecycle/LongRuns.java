package dev.holdfast.internal.lifecycle;

import dev.holdfast.internal.dispatch.Dispatcher;
import dev.holdfast.internal.dispatch.RunningRecord;
import dev.holdfast.state.HandlerState.LongRunning;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Notices records that run for long. Looked at by the watch thread, read by any. */
final class LongRuns {
    private static final Duration SHOWN_AFTER = Duration.ofMinutes(1);
    private static final Duration DEGRADED_AFTER = Duration.ofMinutes(5);

    private final Map<Dispatcher, Map<RunningRecord, Instant>> seen = new ConcurrentHashMap<>();

    void look(Collection<Dispatcher> dispatchers, Instant now) {
        for (Dispatcher dispatcher : dispatchers) {
            Map<RunningRecord, Instant> since = seen.computeIfAbsent(dispatcher, key -> new ConcurrentHashMap<>());
            Set<RunningRecord> running = new HashSet<>(dispatcher.running());
            since.keySet().retainAll(running);
            running.forEach(record -> since.putIfAbsent(record, now));
        }
    }

    List<LongRunning> of(Dispatcher dispatcher, Instant now) {
        return seen.getOrDefault(dispatcher, Map.of()).entrySet().stream()
                .filter(entry -> now.isAfter(entry.getValue().plus(SHOWN_AFTER)))
                .map(entry -> new LongRunning(
                        entry.getKey().partition().topic(),
                        entry.getKey().partition().partition(),
                        entry.getKey().offset(),
                        entry.getValue()))
                .toList();
    }

    static boolean isDegrading(LongRunning record, Instant now) {
        return now.isAfter(record.since().plus(DEGRADED_AFTER));
    }
}
