package dev.holdfast.internal.commit;

import dev.holdfast.internal.dispatch.Finished;
import dev.holdfast.internal.dispatch.Lane;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The writes that wait because a destination does not take them, in the order of their lane: behind the first of a lane
 * wait all that come after it. A destination is asked about, on another thread, at growing intervals; when it seems to be
 * well, one record is tried alone, and when that succeeds the others are let go. Confined to the committer's thread.
 */
final class SetAside {
    private final Destinations destinations;
    private final Map<Lane, Waiting> lanes = new LinkedHashMap<>();
    private final Map<Place, Refusal> places = new HashMap<>();
    private final IdentityHashMap<Finished, Refusal> records = new IdentityHashMap<>();

    /** One lane's writes and what they wait for. */
    private record Waiting(Refusal refusal, Deque<Finished> writes) {}

    SetAside(Destinations destinations) {
        this.destinations = destinations;
    }

    /** Whether a record has to wait, because of itself, its lane or where it goes; if so it waits here from now on. */
    boolean takes(Finished record, Instant now) {
        Waiting waiting = lanes.get(record.lane());
        if (waiting == null) {
            Refusal refusal = refusal(record, now);
            if (refusal == null) {
                return false;
            }
            waiting = new Waiting(refusal, new ArrayDeque<>());
            lanes.put(record.lane(), waiting);
            trouble(record.lane(), refusal, now);
        }
        waiting.writes().add(record);
        return true;
    }

    /**
     * Whether younger records of its lane wait already, set aside while its transaction was open; if so it waits before
     * them from now on. What a transaction held is given from the last to the first.
     */
    boolean takesBack(Finished record) {
        Waiting waiting = lanes.get(record.lane());
        if (waiting != null) {
            waiting.writes().addFirst(record);
        }
        return waiting != null;
    }

    private @Nullable Refusal refusal(Finished record, Instant now) {
        Refusal refusal = records.isEmpty() ? null : records.get(record);
        for (int i = 0; i < record.writes().size() && refusal == null; i++) {
            ProducerRecord<byte[], byte[]> write = record.writes().get(i);
            if (places.isEmpty() && destinations.isWell(write)) {
                continue;
            }
            Place place = Place.of(write);
            refusal = places.getOrDefault(new Place(place.topic(), Place.ANY), places.get(place));
            if (refusal == null && !destinations.isWell(place)) {
                destinations.ask(place.topic());
                refusal = new Refusal(place + " has no metadata yet", now);
                places.put(place, refusal);
            }
        }
        return refusal;
    }

    /** A broker refused a record's place: nothing is sent there any more but to see whether it is well again. */
    void refuse(Place place, String reason, Instant now) {
        destinations.forget(place);
        refuse(places.computeIfAbsent(place, unseen -> new Refusal(reason, now)), reason, now);
    }

    /** A broker refused one record, and others of its topic may pass. */
    void refuse(Finished record, String reason, Instant now) {
        refuse(records.computeIfAbsent(record, unseen -> new Refusal(reason, now)), reason, now);
    }

    private void refuse(Refusal refusal, String reason, Instant now) {
        refusal.refused(reason, now);
        lanes.forEach((lane, waiting) -> {
            if (waiting.refusal() == refusal) {
                trouble(lane, refusal, now);
            }
        });
    }

    private static void trouble(Lane lane, Refusal refusal, Instant now) {
        Lane.Condition before = lane.trouble();
        lane.trouble(new Lane.Condition(refusal.reason(), before == null ? now : before.since()));
    }

    /** How many writes of a lane can't be expected to be committed soon. */
    int count(Lane lane) {
        Waiting waiting = lanes.get(lane);
        return waiting == null || !waiting.refusal().isByBroker()
                ? 0
                : waiting.writes().size();
    }

    /**
     * Asks about destinations whose time has come, and finds what need not wait any more.
     *
     * @return writes to send before all others, in their order
     */
    List<Finished> released(Instant now) {
        lanes.entrySet().removeIf(entry -> !entry.getKey().isOpen());
        records.keySet().removeIf(record -> !record.lane().isOpen());
        places.forEach((place, refusal) -> look(place, refusal, now));
        places.values().removeIf(Refusal::isOver);
        List<Finished> released = new ArrayList<>();
        lanes.entrySet().removeIf(entry -> {
            boolean isOver = entry.getValue().refusal().isOver();
            if (isOver) {
                entry.getKey().trouble(null);
                released.addAll(entry.getValue().writes());
            }
            return isOver;
        });
        return released;
    }

    private void look(Place place, Refusal refusal, Instant now) {
        if (destinations.isWell(place)) {
            if (!refusal.isByBroker()) {
                refusal.isWellAgain();
            }
            return;
        }
        Exception why = destinations.refusal(place);
        if (why != null && !refusal.isByBroker()) {
            refuse(refusal, place + " can't be written to: " + why, now);
        } else if (refusal.isDue(now)) {
            refusal.later(now);
            destinations.ask(place.topic());
        }
    }

    /** The first write of a lane whose turn has come to be tried alone; it waits on until it is {@link #taken}. */
    @Nullable
    Finished trial(Instant now) {
        for (Waiting waiting : lanes.values()) {
            Refusal refusal = waiting.refusal();
            Finished first = waiting.writes().peekFirst();
            // A place is well again only after it was asked about at its time; a record has only its own time.
            boolean isTime = first != null && (!records.containsKey(first) || refusal.isDue(now));
            if (first != null && isTime && refusal.isByBroker() && isEachPlaceWell(first)) {
                return first;
            }
        }
        return null;
    }

    private boolean isEachPlaceWell(Finished record) {
        return record.writes().stream().allMatch(destinations::isWell);
    }

    /** A trial was committed: the rest of its lane, and all who waited for the same topic, may go on. */
    void taken(Finished record) {
        Waiting waiting = lanes.get(record.lane());
        if (waiting != null) {
            // Nothing leaves a lane's writes while the first of them is tried.
            waiting.writes().removeFirst();
            waiting.refusal().isWellAgain();
            records.remove(record);
            places.values().removeIf(Refusal::isOver);
        }
    }
}
