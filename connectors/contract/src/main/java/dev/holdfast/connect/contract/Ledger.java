package dev.holdfast.connect.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.connect.lab.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What was accepted on one side, to be compared with what the other side has. */
final class Ledger {
    private static final Logger LOG = LoggerFactory.getLogger(Ledger.class);
    private static final Duration LIMIT = Duration.ofMinutes(3);

    private final List<String> accepted = new ArrayList<>();
    private int next;

    /** Makes up bodies that were never there before; they count as accepted only when {@link #accept} says so. */
    List<String> make(int count) {
        List<String> bodies = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            bodies.add("message-" + next++);
        }
        return bodies;
    }

    void accept(List<String> bodies) {
        accepted.addAll(bodies);
    }

    List<String> accepted() {
        return accepted;
    }

    /** Checks that everything arrives once and in its order. */
    void checkInOrder(String what, Callable<List<String>> there) {
        check(what, there, 0);
        assertThat(arrived(there)).as("the order").isEqualTo(accepted);
    }

    /** Waits until everything accepted is there, and checks how often. */
    void check(String what, Callable<List<String>> there, int mostDuplicates) {
        try {
            Waiting.until(
                    "everything accepted has arrived", LIMIT, () -> there.call().containsAll(accepted));
        } catch (dev.holdfast.connect.lab.LabException late) {
            LOG.error(
                    "{}: {} of {} are lost, the first: {}",
                    what,
                    lost(there).size(),
                    accepted.size(),
                    lost(there).stream().limit(10).toList());
            throw late;
        }
        List<String> arrived = arrived(there);
        Set<String> distinct = new LinkedHashSet<>(arrived);
        int duplicates = arrived.size() - distinct.size();
        LOG.info("{}: sent {}, lost 0, duplicates {} (at most {})", what, accepted.size(), duplicates, mostDuplicates);
        assertThat(duplicates).as("duplicates").isLessThanOrEqualTo(mostDuplicates);
    }

    private Set<String> lost(Callable<List<String>> there) {
        Set<String> lost = new LinkedHashSet<>(accepted);
        arrived(there).forEach(lost::remove);
        return lost;
    }

    private static List<String> arrived(Callable<List<String>> there) {
        try {
            return List.copyOf(there.call());
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("It can't be found out what has arrived", e);
        }
    }
}
