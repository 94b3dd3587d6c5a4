package dev.holdfast.micrometer;

import java.util.List;

/**
 * The catalogue of meters: names, tags and units are API. What {@link HoldfastMetrics} registers is in here, and nothing
 * else; docs/metrics.md is generated from it.
 *
 * <p>Counters count since the start of the instance. Gauges are of this instance and what it owns now; the sum over all
 * instances is the group's.
 */
public enum HoldfastMeter {
    /** The application's phase. */
    APP_STATE(
            "holdfast.app.state",
            Type.GAUGE,
            "",
            "1 for the phase that the application is in, 0 for the others",
            "state"),
    /** A handler's phase. */
    HANDLER_STATE(
            "holdfast.handler.state",
            Type.GAUGE,
            "",
            "1 for the phase that the handler is in, 0 for the others",
            "group",
            "handler",
            "state"),
    /** Handled records. */
    HANDLED(
            "holdfast.handled",
            Type.COUNTER,
            "records",
            "records handled or skipped; one that failed counts when it is handled after all",
            "group",
            "handler"),
    /** Failed attempts. */
    FAILED(
            "holdfast.failed",
            Type.COUNTER,
            "attempts",
            "attempts that failed, in memory and from retry topics",
            "group",
            "handler"),
    /** Skipped records. */
    SKIPPED("holdfast.skipped", Type.COUNTER, "records", "records that the handler skipped", "group", "handler"),
    /** Failures that wait for another attempt. */
    RETRIED(
            "holdfast.retried",
            Type.COUNTER,
            "records",
            "failed records committed to a retry topic, or to the held topic (tier held), for another attempt",
            "group",
            "handler",
            "tier"),
    /** Dead letters. */
    DEAD_LETTERED(
            "holdfast.dead.lettered",
            Type.COUNTER,
            "records",
            "records committed to a dead-letter topic",
            "group",
            "handler",
            "reason"),
    /** Redriven records. */
    REDRIVEN(
            "holdfast.redriven",
            Type.COUNTER,
            "records",
            "dead letters read again after a redrive",
            "group",
            "handler"),
    /** How long handlers take. */
    HANDLER_TIME(
            "holdfast.handler.time",
            Type.TIMER,
            "seconds",
            "time of a call of the handler, failed ones included, until its stage completes if it returns one",
            "group",
            "handler"),
    /** Records in flight. */
    IN_FLIGHT("holdfast.in.flight", Type.GAUGE, "records", "records read and not done", "group", "handler", "topic"),
    /** Bytes in flight. */
    IN_FLIGHT_SIZE(
            "holdfast.in.flight.size",
            Type.GAUGE,
            "bytes",
            "what records take that are read and not done, with what is to be written for them",
            "group",
            "handler",
            "topic"),
    /** Lag. */
    LAG(
            "holdfast.lag",
            Type.GAUGE,
            "records",
            "offsets from the first that is not done to the end of the owned partitions, as far as their ends are known",
            "group",
            "handler",
            "topic"),
    /** Owned partitions. */
    PARTITIONS(
            "holdfast.partitions",
            Type.GAUGE,
            "partitions",
            "partitions that this instance owns",
            "group",
            "handler",
            "topic"),
    /** Stopped partitions. */
    STOPPED(
            "holdfast.stopped",
            Type.GAUGE,
            "partitions",
            "owned partitions that have stopped in front of a record",
            "group",
            "handler",
            "topic"),
    /** Waiting retries. */
    RETRY_WAITING(
            "holdfast.retry.waiting",
            Type.GAUGE,
            "records",
            "failed records that wait for another attempt or are at it: read from a retry topic, or held with what is behind"
                    + " them (tier held)",
            "group",
            "handler",
            "tier"),
    /** Overdue retries. */
    RETRY_OVERDUE(
            "holdfast.retry.overdue",
            Type.GAUGE,
            "seconds",
            "how long ago the next attempt of the record was due that is not done and has been due longest; 0 if none is due",
            "group",
            "handler",
            "tier"),
    /** How late attempts begin. */
    RETRY_LATENESS(
            "holdfast.retry.lateness",
            Type.FUNCTION_TIMER,
            "seconds",
            "time from when an attempt was due to when it could begin",
            "group",
            "handler",
            "tier"),
    /** Held keys. */
    HELD("holdfast.held", Type.GAUGE, "keys", "keys that wait behind a failed record", "group", "handler", "topic"),
    /** Commits. */
    COMMITS(
            "holdfast.commits",
            Type.COUNTER,
            "",
            "commits of offsets, with what was written in their transaction",
            "group"),
    /** Aborted transactions. */
    TRANSACTION_ABORTS(
            "holdfast.transaction.aborts",
            Type.COUNTER,
            "",
            "transactions that did not commit; what they held is sent, or read, again",
            "group"),
    /** Rebalances. */
    REBALANCES(
            "holdfast.rebalances",
            Type.COUNTER,
            "",
            "how often partitions were given to this instance's consumers or taken from them",
            "group");

    /** How a meter counts. */
    public enum Type {
        /** Grows only. */
        COUNTER,
        /** A value that goes up and down. */
        GAUGE,
        /** Counts and sums times, and knows the longest of the last minutes. */
        TIMER,
        /** Counts and sums times. */
        FUNCTION_TIMER
    }

    private final String id;
    private final Type type;
    private final String unit;
    private final String help;
    private final String tags;

    HoldfastMeter(String id, Type type, String unit, String help, String... tags) {
        this.id = id;
        this.type = type;
        this.unit = unit;
        this.help = help;
        this.tags = String.join(" ", tags);
    }

    /**
     * Its name.
     *
     * @return the name in Micrometer
     */
    public String id() {
        return id;
    }

    /**
     * How it counts.
     *
     * @return its type
     */
    public Type type() {
        return type;
    }

    /**
     * What it counts.
     *
     * @return the base unit; empty for none
     */
    public String unit() {
        return unit;
    }

    /**
     * What it tells.
     *
     * @return a description for people
     */
    public String help() {
        return help;
    }

    /**
     * What it is counted by.
     *
     * @return the keys of its tags, in their order
     */
    public List<String> tags() {
        return List.of(tags.split(" ", -1));
    }

    /**
     * The names of its time series in Prometheus.
     *
     * @return one; for timers, those of count and sum and, where it is known, the longest
     */
    public List<String> prometheusNames() {
        String name = id.replace('.', '_');
        if (!unit.isEmpty() && !name.endsWith("_" + unit)) {
            name += "_" + unit;
        }
        return switch (type) {
            case GAUGE -> List.of(name);
            case COUNTER -> List.of(name + "_total");
            case FUNCTION_TIMER -> List.of(name + "_count", name + "_sum");
            case TIMER -> List.of(name + "_count", name + "_sum", name + "_max");
        };
    }
}
