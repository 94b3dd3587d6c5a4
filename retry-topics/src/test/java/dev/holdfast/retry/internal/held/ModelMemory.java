package dev.holdfast.retry.internal.held;

import dev.holdfast.retry.internal.Failure;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongToIntFunction;

/** Rebuilds an instance's {@link HeldRecords} from what happened to it, by calling what production calls. */
final class ModelMemory {
    private static final Failure FAILURE = new Failure("failed", "", "", "", "");

    private final String keys;

    ModelMemory(String keys) {
        this.keys = keys;
    }

    /** Something that changed an instance's memory. */
    sealed interface Event {
        record Restored(List<ModelState.Entry> entries, long end) implements Event {}

        record Arriving(long offset) implements Event {}

        record Held(long offset, int attempts) implements Event {}

        record Begun(long offset) implements Event {}

        record FailedAgain(long offset, int attempts) implements Event {}

        record Resolved(long offset) implements Event {}

        record Placed(long offset, long place) implements Event {}

        record Left(long offset) implements Event {}
    }

    HeldKey key(long offset) {
        int record = ModelState.record(offset);
        return HeldKey.of(keys.substring(record, record + 1).getBytes(StandardCharsets.UTF_8), offset);
    }

    static Schedule schedule(int attempts) {
        return new Schedule(attempts, Instant.EPOCH, Instant.EPOCH, Instant.EPOCH, FAILURE, false);
    }

    HeldRecords of(List<Event> history) {
        HeldRecords held = new HeldRecords(0);
        for (Event event : history) {
            held = apply(event, held);
        }
        return held;
    }

    private HeldRecords apply(Event event, HeldRecords held) {
        if (event instanceof Event.Restored restored) {
            return restored(restored.entries(), restored.end());
        } else if (event instanceof Event.Arriving it) {
            held.arriving(it.offset());
        } else if (event instanceof Event.Held it) {
            held.hold(key(it.offset()), it.offset(), 1, it.attempts() == 0 ? null : schedule(it.attempts()));
        } else if (event instanceof Event.Begun it) {
            held.begins(key(it.offset()), it.offset());
        } else if (event instanceof Event.FailedAgain it) {
            held.failedAgain(key(it.offset()), it.offset(), schedule(it.attempts()));
        } else if (event instanceof Event.Resolved it) {
            held.resolved(key(it.offset()), it.offset());
        } else if (event instanceof Event.Placed it) {
            held.placed(key(it.offset()), it.offset(), it.place());
        } else if (event instanceof Event.Left it) {
            held.left(it.offset());
        }
        return held;
    }

    /** What production makes of a log. */
    HeldRecords restored(List<ModelState.Entry> entries, long end) {
        HeldRestore restore = new HeldRestore(end);
        for (ModelState.Entry entry : entries) {
            HeldWrite kind = entry.kind();
            if (kind != null) {
                switch (kind) {
                    case PAYLOAD -> restore.payload(key(entry.offset()), entry.offset(), entry.place(), 1);
                    case SCHEDULE -> restore.schedule(entry.offset(), schedule(entry.attempts()));
                    case NO_PAYLOAD -> restore.noPayload(entry.offset());
                    case NO_SCHEDULE -> restore.noSchedule(entry.offset());
                }
            }
        }
        return restore.held();
    }

    /** All that an instance has in memory, as text; places as they are told. */
    static String describe(HeldRecords held, LongToIntFunction place) {
        StringBuilder text = new StringBuilder();
        text.append(place.applyAsInt(held.end()));
        new TreeMap<>(held.arrivingPlaces())
                .forEach((offset, at) -> text.append('a').append(offset).append(said(at, place)));
        new TreeMap<>(held.leavingPlaces())
                .forEach((offset, at) -> text.append('l').append(offset).append(said(at, place)));
        new TreeSet<>(held.leftEarly()).forEach(offset -> text.append('e').append(offset));
        held.keys().values().stream()
                .sorted(Comparator.comparing(HeldQueue::head))
                .forEach(queue -> {
                    Schedule schedule = queue.schedule();
                    text.append('q')
                            .append(schedule == null ? 0 : schedule.attempts())
                            .append(queue.isTried() ? 't' : '-');
                    for (int i = 0; i < queue.size(); i++) {
                        text.append(queue.offset(i)).append(said(queue.place(i), place));
                    }
                });
        return text.toString();
    }

    private static String said(long at, LongToIntFunction place) {
        return (Places.isKnown(at) ? "@" : "~") + place.applyAsInt(Places.lowest(at));
    }
}
