package dev.holdfast.hold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** What handlers did: which numbered records were handled, how often, and in which order for each key. */
final class Ledger {
    private final Map<Integer, Integer> counts = new ConcurrentHashMap<>();
    private final Map<String, ConcurrentLinkedQueue<Integer>> byKey = new ConcurrentHashMap<>();

    void handled(@Nullable String key, int number) {
        byKey.computeIfAbsent(String.valueOf(key), unseen -> new ConcurrentLinkedQueue<>())
                .add(number);
        counts.merge(number, 1, Integer::sum);
    }

    Set<Integer> numbers() {
        return Set.copyOf(counts.keySet());
    }

    int size() {
        return counts.size();
    }

    void awaitAll(int records) {
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(
                        () -> assertThat(missing(records)).as("not handled").isEmpty());
    }

    void awaitAtLeast(int records) {
        await().atMost(Duration.ofSeconds(60)).until(() -> size() >= records);
    }

    List<Integer> missing(int records) {
        List<Integer> missing = new ArrayList<>();
        for (int number = 0; number < records && missing.size() < 20; number++) {
            if (!counts.containsKey(number)) {
                missing.add(number);
            }
        }
        return missing;
    }

    /** The records that were handled more than once. */
    List<Integer> repeated() {
        return counts.entrySet().stream()
                .filter(entry -> entry.getValue() > 1)
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    /** Checks that each key's records came in their order when they came first. */
    void assertFirstOrdered() {
        byKey.forEach((key, numbers) -> assertThat(numbers.stream().distinct().toList())
                .as("order of %s", key)
                .isSorted());
    }

    /** Checks that each key's records came in their order; only sensible where nothing was repeated. */
    void assertOrdered() {
        byKey.forEach((key, numbers) ->
                assertThat(List.copyOf(numbers)).as("order of %s", key).isSorted());
    }
}
