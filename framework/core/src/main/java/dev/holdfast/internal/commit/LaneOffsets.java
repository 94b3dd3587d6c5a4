package dev.holdfast.internal.commit;

import dev.holdfast.internal.dispatch.Lane;
import dev.holdfast.internal.offset.MetadataFormat;
import dev.holdfast.internal.offset.OffsetRing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.jspecify.annotations.Nullable;

/** Moves the frontiers of the owned lanes and knows which of them are to be committed. Confined to the committer. */
final class LaneOffsets {
    /** Offsets of idle partitions are committed again, so that they don't expire with the group asleep. */
    private static final Duration IDLE_COMMIT = Duration.ofHours(6);

    private final Map<Lane, State> states = new HashMap<>();

    private static final class State {
        private boolean dirty;
        private int unanswered;
        private int guardVersion;
        private Instant committedAt;

        State(Instant now) {
            this.committedAt = now;
        }
    }

    /** Takes over what is owned now; forgets the rest. */
    void own(List<Lane> lanes, Instant now) {
        states.keySet().retainAll(lanes);
        lanes.stream()
                .filter(lane -> !lane.isSealed())
                .forEach(lane -> states.computeIfAbsent(lane, key -> new State(now)));
    }

    /** Moves the frontiers of all lanes in which something was marked. */
    void advance(Instant now) {
        states.forEach((lane, state) -> {
            if (lane.ring().takeChanged()) {
                lane.ring().advance();
                state.dirty = true;
            } else if (now.isAfter(state.committedAt.plus(IDLE_COMMIT))) {
                state.dirty = true;
            }
        });
    }

    /** Has lanes committed, although nothing in them may have changed. */
    void touch(Collection<Lane> lanes) {
        for (Lane lane : lanes) {
            State state = states.get(lane);
            if (state != null) {
                state.dirty = true;
            }
        }
    }

    /** Whether something of a lane is yet to be committed, or is being committed. */
    boolean isPending(Lane lane) {
        State state = states.get(lane);
        return state != null && (state.dirty || state.unanswered > 0);
    }

    /** Whether a record waits for a commit, so that the next one should not be waited for. */
    boolean isAnyAwaited() {
        return states.keySet().stream().anyMatch(Lane::awaitsCommit);
    }

    boolean isAnyDirty() {
        return states.values().stream().anyMatch(state -> state.dirty);
    }

    /** What is to be committed now, in portions that the broker takes; it counts as clean from now on. */
    List<OffsetCommit> takeAll() {
        return take(states.keySet(), (lane, state) -> state.dirty, LaneOffsets::nothingMore);
    }

    /**
     * What is to be committed with a transaction: for each lane in which something has changed or that it touches, what is
     * done when it is committed.
     */
    List<OffsetCommit> takeWith(OpenTransaction transaction) {
        return take(
                states.keySet(),
                (lane, state) -> state.dirty || transaction.lanes().contains(lane),
                transaction::done);
    }

    /**
     * What is to be committed for lanes that are given up. What was taken and not answered is taken again: it may not
     * even have been started, and once a lane is closed it never will be.
     */
    List<OffsetCommit> takeLast(Collection<Lane> lanes) {
        return take(lanes, (lane, state) -> state.dirty || state.unanswered > 0, LaneOffsets::nothingMore);
    }

    private static long[] nothingMore(Lane lane) {
        return new long[0];
    }

    private List<OffsetCommit> take(
            Collection<Lane> lanes, BiPredicate<Lane, State> which, Function<Lane, long[]> alsoDone) {
        List<OffsetCommit> commits = new ArrayList<>();
        Map<Lane, OffsetAndMetadata> portion = new HashMap<>();
        int size = 0;
        for (Lane lane : lanes) {
            State state = states.get(lane);
            if (state == null || !which.test(lane, state) || !lane.isOpen()) {
                continue;
            }
            state.unanswered++;
            state.dirty = false;
            state.guardVersion = lane.guardVersion();
            lane.ring().takeChanged();
            lane.ring().advance();
            OffsetRing.Progress progress = lane.ring().progress(alsoDone.apply(lane));
            String metadata = MetadataFormat.write(lane.metadata(progress));
            size += MetadataFormat.bytes(metadata);
            if (size > MetadataFormat.MOST_BYTES_A_COMMIT && !portion.isEmpty()) {
                commits.add(new OffsetCommit(portion));
                portion = new HashMap<>();
                size = MetadataFormat.bytes(metadata);
            }
            portion.put(lane, new OffsetAndMetadata(progress.frontier(), metadata));
        }
        if (!portion.isEmpty()) {
            commits.add(new OffsetCommit(portion));
        }
        return commits;
    }

    void answered(OffsetCommit commit, @Nullable Exception error, Instant now) {
        for (Lane lane : commit.offsets().keySet()) {
            State state = states.get(lane);
            if (state == null) {
                continue;
            }
            state.unanswered--;
            if (error == null) {
                state.committedAt = now;
                if (state.unanswered == 0) { // else the version is that of a later one
                    lane.committed(state.guardVersion);
                }
            } else {
                state.dirty = true;
            }
        }
    }
}
