package dev.holdfast.internal.commit;

import dev.holdfast.internal.dispatch.Lane;
import dev.holdfast.internal.offset.MetadataFormat;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.jspecify.annotations.Nullable;

/** Moves the frontiers of the owned lanes and knows which of them are to be committed. Confined to the committer. */
final class LaneOffsets {
    /**
     * How much metadata goes into one commit, as UTF-8. 200 full maps (1.3 MB) in one were an UNKNOWN_SERVER_ERROR, 150
     * passed; half a megabyte keeps well away from that.
     */
    private static final int MOST_METADATA = 512 * 1024;

    private static final int UTF8_BYTES = 3;

    /** Offsets of idle partitions are committed again, so that they don't expire with the group asleep. */
    private static final Duration IDLE_COMMIT = Duration.ofHours(6);

    private final Map<Lane, State> states = new HashMap<>();

    private static final class State {
        private boolean dirty;
        private int unanswered;
        private Instant committedAt;

        State(Instant now) {
            this.committedAt = now;
        }
    }

    /** Takes over what is owned now; forgets the rest. */
    void own(List<Lane> lanes, Instant now) {
        states.keySet().retainAll(lanes);
        lanes.forEach(lane -> states.computeIfAbsent(lane, key -> new State(now)));
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

    boolean isAnyDirty() {
        return states.values().stream().anyMatch(state -> state.dirty);
    }

    /** What is to be committed now, in portions that the broker takes; it counts as clean from now on. */
    List<OffsetCommit> takeAll() {
        return take(states.keySet(), state -> state.dirty);
    }

    /**
     * What is to be committed for lanes that are given up. What was taken and not answered is taken again: it may not
     * even have been started, and once a lane is closed it never will be.
     */
    List<OffsetCommit> takeLast(Collection<Lane> lanes) {
        return take(lanes, state -> state.dirty || state.unanswered > 0);
    }

    private List<OffsetCommit> take(Collection<Lane> lanes, Predicate<State> which) {
        List<OffsetCommit> commits = new ArrayList<>();
        Map<Lane, OffsetAndMetadata> portion = new HashMap<>();
        int size = 0;
        for (Lane lane : lanes) {
            State state = states.get(lane);
            if (state == null || !which.test(state) || !lane.isOpen()) {
                continue;
            }
            state.unanswered++;
            state.dirty = false;
            lane.ring().takeChanged();
            long frontier = lane.ring().advance();
            String metadata = MetadataFormat.write(lane.metadata(frontier));
            size += metadata.length() * UTF8_BYTES;
            if (size > MOST_METADATA && !portion.isEmpty()) {
                commits.add(new OffsetCommit(portion));
                portion = new HashMap<>();
                size = metadata.length() * UTF8_BYTES;
            }
            portion.put(lane, new OffsetAndMetadata(frontier, metadata));
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
            } else {
                state.dirty = true;
            }
        }
    }
}
