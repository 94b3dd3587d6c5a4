package dev.holdfast.micrometer;

import dev.holdfast.state.AppState;
import dev.holdfast.state.GroupState;
import dev.holdfast.state.HandlerState;
import dev.holdfast.state.PartitionState;
import dev.holdfast.state.Phase;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A state of an application as values of meters. Immutable. */
final class Readings {
    private static final double MILLIS = 1000;
    private static final String HELD_TIER = "held";

    private final Map<Series, Double> values = new HashMap<>();
    private final Instant now;

    /**
     * One time series.
     *
     * @param meter its meter
     * @param tags the values of the meter's tags, in their order
     */
    record Series(HoldfastMeter meter, List<String> tags) {}

    private Readings(Instant now) {
        this.now = now;
    }

    static Readings of(AppState state, Instant now) {
        Readings readings = new Readings(now);
        readings.phase(HoldfastMeter.APP_STATE, state.phase());
        state.groups().forEach(readings::group);
        state.handlers().forEach(readings::handler);
        return readings;
    }

    Map<Series, Double> values() {
        return values;
    }

    private void phase(HoldfastMeter meter, Phase is, String... tags) {
        for (Phase phase : Phase.values()) {
            add(meter, phase == is ? 1 : 0, with(phase.name().toLowerCase(Locale.ROOT), tags));
        }
    }

    private static String[] with(String last, String... first) {
        String[] all = Arrays.copyOf(first, first.length + 1);
        all[first.length] = last;
        return all;
    }

    private void group(GroupState group) {
        add(HoldfastMeter.COMMITS, group.commits(), group.name());
        add(HoldfastMeter.TRANSACTION_ABORTS, group.aborts(), group.name());
        add(HoldfastMeter.REBALANCES, group.rebalances(), group.name());
    }

    private void handler(HandlerState state) {
        String[] of = {state.group(), state.id()};
        phase(HoldfastMeter.HANDLER_STATE, state.phase(), of);
        add(HoldfastMeter.HANDLED, state.handled(), of);
        add(HoldfastMeter.FAILED, state.failed(), of);
        add(HoldfastMeter.SKIPPED, state.skipped(), of);
        add(HoldfastMeter.REDRIVEN, state.totals().getOrDefault("redriven", 0L), of);
        state.totals().forEach((name, total) -> total(name, total, of));
        state.partitions().forEach(partition -> partition(partition, of));
    }

    private void total(String name, long total, String... of) {
        int slash = name.indexOf('/');
        String[] tags = with(name.substring(slash + 1), of);
        switch (name.substring(0, slash + 1)) {
            case "retried/" -> add(HoldfastMeter.RETRIED, total, tags);
            case "dead-lettered/" -> add(HoldfastMeter.DEAD_LETTERED, total, tags);
            case "late-records/" -> add(HoldfastMeter.RETRY_LATENESS, 0, tags);
            default -> {} // of another feature, or read where it belongs
        }
    }

    private void partition(PartitionState state, String... of) {
        String[] tags = with(state.topic(), of);
        add(HoldfastMeter.IN_FLIGHT, state.inFlight(), tags);
        add(HoldfastMeter.IN_FLIGHT_SIZE, state.bytesInFlight(), tags);
        if (state.lag() >= 0) {
            add(HoldfastMeter.LAG, state.lag() + Math.max(0, state.position() - state.frontier()), tags);
        }
        add(HoldfastMeter.PARTITIONS, 1, tags);
        add(HoldfastMeter.STOPPED, state.phase() == Phase.STOPPED ? 1 : 0, tags);
        Map<String, Long> figures = state.figures();
        Long tier = figures.get("retry-tier");
        if (tier != null && tier > 0) {
            waiting(tier.toString(), figures.getOrDefault("retry-waiting", 0L), figures.get("retry-due-ms"), of);
        }
        Long keys = figures.get("held-keys");
        if (keys != null) {
            add(HoldfastMeter.HELD, keys, tags);
            waiting(HELD_TIER, keys + figures.getOrDefault("held-followers", 0L), figures.get("held-due-ms"), of);
        }
    }

    private void waiting(String tier, long records, @Nullable Long dueMillis, String... of) {
        String[] tags = with(tier, of);
        add(HoldfastMeter.RETRY_WAITING, records, tags);
        double overdue = dueMillis == null ? 0 : Math.max(0, (now.toEpochMilli() - dueMillis) / MILLIS);
        values.merge(new Series(HoldfastMeter.RETRY_OVERDUE, List.of(tags)), overdue, Math::max);
    }

    private void add(HoldfastMeter meter, long value, String... tags) {
        values.merge(new Series(meter, List.of(tags)), (double) value, Double::sum);
    }
}
