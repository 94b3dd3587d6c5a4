package dev.holdfast.connect.mysql;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** What one run of a task has claimed and not settled, over all its connections. Task thread only. */
final class InFlight {
    private final String claimant = UUID.randomUUID().toString();
    private final Set<Long> orders = new HashSet<>();
    private final Map<Long, Integer> open = new HashMap<>();
    private final Set<Long> failed = new TreeSet<>();
    private String failedText = "";
    private long batch;
    private long highest = Long.MIN_VALUE;

    String claimant() {
        return claimant;
    }

    /** Begins a claim, with a number that no claim of this run has had. */
    long nextBatch() {
        failedText = Delivered.text(failed);
        return ++batch;
    }

    /** Says that the claim that was begun last is about to be noted; it counts as failed until its rows are {@link #claimed}. */
    void noting() {
        failed.add(batch);
    }

    /** What an offset is to say of a row of the claim that was begun last. */
    Delivered delivered(int row) {
        return new Delivered(claimant, batch, row, failedText);
    }

    boolean has(long order) {
        return orders.contains(order);
    }

    /** The highest place of a row that was ever claimed; rows before it may still appear, as transactions commit. */
    long highest() {
        return highest;
    }

    void claimed(Collection<OutboxRow> rows) {
        for (OutboxRow row : rows) {
            orders.add(row.order());
            open.merge(row.batch(), 1, Integer::sum);
            highest = Math.max(highest, row.order());
            failed.remove(row.batch());
        }
    }

    /** Forgets rows that are done, and claims of which none is left. */
    void settled(Collection<OutboxRow> rows) {
        for (OutboxRow row : rows) {
            orders.remove(row.order());
            open.computeIfPresent(row.batch(), (number, left) -> left == 1 ? null : left - 1);
        }
    }

    /** The claims that are done when these rows are. */
    Set<Long> completedBy(Collection<OutboxRow> rows) {
        Map<Long, Integer> left = new HashMap<>();
        for (OutboxRow row : rows) {
            left.merge(row.batch(), 1, Integer::sum);
        }
        left.entrySet().removeIf(entry -> !entry.getValue().equals(open.get(entry.getKey())));
        return left.keySet();
    }
}
