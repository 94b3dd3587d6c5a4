package dev.holdfast.testkit;

import dev.holdfast.testkit.DeliveryHistory.DeadLettered;
import dev.holdfast.testkit.DeliveryHistory.Published;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Records of one key are handled one after the other, in the order of their partition, and no record is tried before
 * every older one of its key was settled or became a dead letter. What is delivered at least once may be handled again by the next owner of the
 * partition, but never out of order.
 *
 * <p>With 1, 2, 3 for the records of a key, {@code 2x} for an attempt that failed, and {@code |} where another instance
 * takes over (or the same one after {@link DeliveryHistory#interrupted}):
 *
 * <ul>
 *   <li>valid: {@code 1 2 3} · {@code 1 2x 2 3} · {@code 1 2 | 2 3}: repeated, as its commit was lost ·
 *       {@code 1 2 3 | 1 3 4}: what was committed as done in between is not repeated · {@code 1 2x | 2 3};
 *   <li>invalid: {@code 1 3 2}: overtaken · {@code 1 2x 3 2}: tried while an older one was failing ·
 *       {@code 1 2 1}: repeated by an owner that lost nothing · {@code 1 2 3 | 3 2}: repeated in another order ·
 *       2 begins while 1 still runs.
 * </ul>
 *
 * <p>Two instances may run the same record at the same time while one of them has not yet noticed that it lost the
 * partition. Records without a key have no order.
 */
public final class KeyOrder implements DeliveryGuarantee {
    private final String name;
    private final Function<Published, @Nullable Object> sequence;
    private final BiConsumer<Sequence, List<String>> check;

    private KeyOrder(
            String name, Function<Published, @Nullable Object> sequence, BiConsumer<Sequence, List<String>> check) {
        this.name = name;
        this.sequence = sequence;
        this.check = check;
    }

    /**
     * The order of each key, as {@link dev.holdfast.Order#KEY} promises.
     *
     * @return the guarantee
     */
    public static KeyOrder ofKeys() {
        return new KeyOrder("KeyOrder", KeyOrder::key, Sequence::check);
    }

    /**
     * The same for all records of a partition, as {@link dev.holdfast.Order#PARTITION} promises.
     *
     * @return the guarantee
     */
    public static KeyOrder ofPartitions() {
        return new KeyOrder(
                "PartitionOrder", published -> List.of(published.topic(), published.partition()), Sequence::check);
    }

    /**
     * The order of the first attempts of each key, as {@link dev.holdfast.Order#KEY_UNTIL_RETRY} promises: nobody overtakes
     * a record that has not failed. Records that were never handled, such as undecodable ones, have no place in it.
     *
     * @return the guarantee
     */
    public static KeyOrder untilRetry() {
        return new KeyOrder("KeyOrder until retry", KeyOrder::key, Sequence::checkFirstAttempts);
    }

    @Override
    public List<String> violations(DeliveryHistory history) {
        Map<String, List<Handling>> handlings = new HashMap<>();
        history.handlings().forEach(handling -> handlings
                .computeIfAbsent(handling.id(), id -> new ArrayList<>())
                .add(handling));
        Map<Object, List<Published>> sequences = new HashMap<>();
        for (Published published : history.published()) {
            Object of = sequence.apply(published);
            if (of != null) {
                sequences.computeIfAbsent(of, any -> new ArrayList<>()).add(published);
            }
        }
        Set<String> dead = history.deadLettered().stream().map(DeadLettered::id).collect(Collectors.toSet());
        List<String> violations = new ArrayList<>();
        for (List<Published> records : sequences.values()) {
            records.sort(Comparator.comparingLong(Published::offset));
            check.accept(new Sequence(records, handlings, dead), violations);
        }
        return violations;
    }

    @Override
    public String toString() {
        return name;
    }

    private static @Nullable Object key(Published published) {
        Object key = published.content().key();
        return key == null ? null : List.of(published.topic(), published.partition(), key);
    }

    /** All handlings of the records of one key. */
    private static final class Sequence {
        private final List<Published> records;
        private final Map<String, List<Handling>> handlings;
        private final Set<String> dead;

        Sequence(List<Published> records, Map<String, List<Handling>> handlings, Set<String> dead) {
            this.records = records;
            this.handlings = handlings;
            this.dead = dead;
        }

        void check(List<String> violations) {
            noneBeforeItsElders(violations);
            Map<String, List<Step>> runs = new HashMap<>();
            for (Published record : records) {
                for (Handling handling : of(record)) {
                    runs.computeIfAbsent(handling.ownership(), any -> new ArrayList<>())
                            .add(new Step(record.offset(), handling));
                }
            }
            runs.values().forEach(run -> oneAfterTheOther(run, violations));
        }

        void checkFirstAttempts(List<String> violations) {
            List<Handling> firsts = records.stream()
                    .flatMap(record -> of(record).stream().limit(1))
                    .toList();
            for (int i = 1; i < firsts.size(); i++) {
                if (firsts.get(i).begin() < firsts.get(i - 1).end()) {
                    violations.add(firsts.get(i) + " began before the older " + firsts.get(i - 1) + " was tried");
                }
            }
        }

        private void noneBeforeItsElders(List<String> violations) {
            long eldersSettled = 0;
            String last = "";
            for (Published record : records) {
                for (Handling handling : of(record)) {
                    if (handling.begin() < eldersSettled) {
                        violations.add(handling + " began before the older " + last + " was settled");
                    }
                }
                long settled = settled(record);
                if (settled > eldersSettled) {
                    eldersSettled = settled;
                    last = record.id();
                }
            }
        }

        /** A dead letter is settled by the last attempt at it, of which there is none if it could not be decoded. */
        private long settled(Published record) {
            if (dead.contains(record.id())) {
                return of(record).stream().mapToLong(Handling::end).max().orElse(0);
            }
            return of(record).stream()
                    .filter(Handling::isSettled)
                    .mapToLong(Handling::end)
                    .min()
                    .orElse(Handling.NEVER);
        }

        private static void oneAfterTheOther(List<Step> run, List<String> violations) {
            run.sort(Comparator.comparingLong(step -> step.handling().begin()));
            for (int i = 1; i < run.size(); i++) {
                Step before = run.get(i - 1);
                Step step = run.get(i);
                if (step.handling().begin() < before.handling().end()) {
                    violations.add(step.handling() + " began while " + before.handling() + " ran");
                } else if (step.offset() < before.offset()) {
                    violations.add(step.handling() + " was repeated after the newer " + before.handling());
                } else if (step.offset() == before.offset() && before.handling().isSettled()) {
                    violations.add(step.handling() + " was repeated though it was settled");
                }
            }
        }

        private List<Handling> of(Published record) {
            return handlings.getOrDefault(record.id(), List.of());
        }
    }

    private record Step(long offset, Handling handling) {}
}
