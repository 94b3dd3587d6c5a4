package dev.holdfast.internal.lifecycle;

import dev.holdfast.internal.commit.ConsumerCounts;
import dev.holdfast.internal.dispatch.Dispatcher;
import dev.holdfast.internal.dispatch.Lane;
import dev.holdfast.internal.poll.PollLoop;
import dev.holdfast.state.GroupState;
import dev.holdfast.state.HandlerState;
import dev.holdfast.state.HandlerState.LongRunning;
import dev.holdfast.state.PartitionState;
import dev.holdfast.state.Phase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads the handlers' states from their loops. Any thread. */
final class StateReader {
    private static final Comparator<PartitionState> BY_PARTITION =
            Comparator.comparing(PartitionState::topic).thenComparing(PartitionState::partition);

    private final List<PollLoop> loops;
    private final LongRuns longRuns;
    private final Instant startedAt;

    StateReader(List<PollLoop> loops, LongRuns longRuns, Instant startedAt) {
        this.loops = loops;
        this.longRuns = longRuns;
        this.startedAt = startedAt;
    }

    List<HandlerState> handlers(Instant now) {
        Map<String, List<Part>> parts = new TreeMap<>();
        for (PollLoop loop : loops) {
            for (Dispatcher dispatcher : loop.dispatchers()) {
                parts.computeIfAbsent(dispatcher.id(), id -> new ArrayList<>()).add(new Part(loop, dispatcher));
            }
        }
        List<HandlerState> states = new ArrayList<>();
        parts.forEach((id, of) -> states.add(handler(id, of, now)));
        return states;
    }

    /** The groups' figures, by name. */
    List<GroupState> groups() {
        Map<String, GroupState> groups = new TreeMap<>();
        for (PollLoop loop : loops) {
            ConsumerCounts counts = loop.counts();
            String name = loop.dispatchers().get(0).handler().info().group();
            groups.merge(
                    name,
                    new GroupState(name, counts.commits(), counts.aborts(), counts.rebalances()),
                    StateReader::together);
        }
        return List.copyOf(groups.values());
    }

    private static GroupState together(GroupState one, GroupState other) {
        return new GroupState(
                one.name(),
                one.commits() + other.commits(),
                one.aborts() + other.aborts(),
                one.rebalances() + other.rebalances());
    }

    private record Part(PollLoop loop, Dispatcher dispatcher) {}

    private HandlerState handler(String id, List<Part> parts, Instant now) {
        List<PartitionState> partitions = new ArrayList<>();
        List<LongRunning> running = new ArrayList<>();
        Worst worst = new Worst(startedAt);
        long handled = 0;
        long failed = 0;
        long skipped = 0;
        Map<String, Long> totals = new TreeMap<>();
        for (Part part : parts) {
            partitions.addAll(part.loop().partitions(part.dispatcher()));
            running.addAll(longRuns.of(part.dispatcher(), now));
            handled += part.dispatcher().counters().handled();
            failed += part.dispatcher().counters().failures();
            skipped += part.dispatcher().counters().skips();
            part.dispatcher().extensions().totals().forEach((name, total) -> totals.merge(name, total, Long::sum));
            loop(part.loop(), worst);
        }
        partitions.sort(BY_PARTITION);
        for (PartitionState partition : partitions) {
            String place = partition.topic() + "-" + partition.partition();
            worst.add(
                    partition.phase(),
                    partition.reason().isEmpty() ? place : place + ": " + partition.reason(),
                    partition.since());
        }
        for (LongRunning record : running) {
            if (LongRuns.isDegrading(record, now)) {
                worst.add(
                        Phase.DEGRADED,
                        record.topic() + "-" + record.partition() + " offset " + record.offset() + " runs since "
                                + record.since(),
                        record.since());
            }
        }
        long inFlight = partitions.stream().mapToLong(PartitionState::inFlight).sum();
        return new HandlerState(
                id,
                parts.get(0).dispatcher().handler().info().group(),
                worst.phase(),
                worst.reason(),
                worst.since(),
                handled,
                failed,
                skipped,
                inFlight,
                totals,
                partitions,
                running);
    }

    private static void loop(PollLoop loop, Worst worst) {
        Lane.Condition trouble = loop.trouble();
        if (trouble != null) {
            worst.add(Phase.DEGRADED, "polling fails: " + trouble.reason(), trouble.since());
        }
        if (!loop.hasJoined()) {
            worst.add(Phase.STARTING, "", loop.lastTurn());
        }
    }
}
