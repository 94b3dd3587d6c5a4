package dev.holdfast.connect.mysql;

import dev.holdfast.connect.UpstreamRecord.Origin;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How much of its claims a task has in Kafka, as Connect's source offset says.
 *
 * @param claimant the task, by a name that no other run of a task has
 * @param batch the last claim of which something is in Kafka
 * @param row the last row of it that is
 * @param failed claims up to then of which it is not known whether they were noted; nothing of them was handed out
 */
record Delivered(String claimant, long batch, long row, String failed) {
    private static final String CLAIMANT = "claimant";
    private static final String BATCH = "batch";
    private static final String ROW = "row";
    private static final String FAILED = "failed";
    private static final Delivered NOTHING = new Delivered("", 0, 0, "");

    static Delivered of(@Nullable Map<String, Object> offset) {
        return offset != null
                        && offset.get(CLAIMANT) instanceof String claimant
                        && offset.get(BATCH) instanceof Number batch
                        && offset.get(ROW) instanceof Number row
                        && offset.get(FAILED) instanceof String failed
                ? new Delivered(claimant, batch.longValue(), row.longValue(), failed)
                : NOTHING;
    }

    static Map<String, String> partition(String table) {
        return Origin.sorted(Map.of("outbox", table));
    }

    Origin origin(Map<String, String> partition) {
        return new Origin(partition, Map.of(CLAIMANT, claimant, BATCH, batch, ROW, row, FAILED, failed));
    }

    /** How many rows of a claim are in Kafka, the first ones of it. */
    int of(String whose, long which, int size) {
        if (!whose.equals(claimant) || which > batch || numbers(failed).contains(which)) {
            return 0;
        }
        return which < batch ? size : (int) Math.min(size, row + 1);
    }

    /** Numbers of claims as one text. */
    static String text(Collection<Long> numbers) {
        return numbers.stream().map(Object::toString).collect(Collectors.joining(","));
    }

    private static Set<Long> numbers(String text) {
        return text.isEmpty()
                ? Set.of()
                : Arrays.stream(text.split(",", -1)).map(Long::valueOf).collect(Collectors.toSet());
    }
}
