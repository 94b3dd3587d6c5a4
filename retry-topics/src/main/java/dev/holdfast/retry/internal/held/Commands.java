package dev.holdfast.retry.internal.held;

import dev.holdfast.spi.PartitionLane;
import dev.holdfast.spi.Timers;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Does what operators ask for, one after the other in the order of their topic, never while the record is being tried. What
 * came of a command is written to the held topic under the command's offset, in the transaction of all that it causes: so it
 * is done once. Guarded by its lane's lock.
 */
final class Commands {
    private final PartitionLane lane;
    private final HeldRecords held;
    private final HeldWrites writes;
    private final NotedPlace noted;
    private final Timers timers;
    private final Executor locked;
    private final Effects effects;
    private final Deque<Asked> asked = new ArrayDeque<>();

    /** What follows in memory when the writes of a command are handed over. */
    interface Effects {
        /** The first of a key is done. */
        void resolved(HeldKey key, long offset);

        /** That a record is done is committed. */
        void left(long offset);

        /** The first of a key has another schedule. */
        void rescheduled(HeldKey key, long offset, Schedule schedule);
    }

    private record Asked(long at, @Nullable Command command) {}

    private record Place(HeldKey key, HeldQueue queue) {}

    Commands(
            PartitionLane lane,
            HeldRecords held,
            HeldWrites writes,
            NotedPlace noted,
            Timers timers,
            Executor locked,
            Effects effects) {
        this.lane = lane;
        this.held = held;
        this.writes = writes;
        this.noted = noted;
        this.timers = timers;
        this.locked = locked;
        this.effects = effects;
    }

    /** A command was read; null if it can't be understood. */
    void came(long at, @Nullable Command command) {
        asked.add(new Asked(at, command));
        goOn();
    }

    /** Does what can be done now; to be called when an attempt has ended, too. */
    void goOn() {
        Asked next = asked.peek();
        while (next != null && apply(next)) {
            asked.poll();
            next = asked.peek();
        }
    }

    private boolean apply(Asked next) {
        Command command = next.command();
        if (command == null) {
            answer(next, Command.Result.UNREADABLE, List.of());
            return true;
        }
        Place place = find(command.offset());
        if (place == null) {
            answer(next, Command.Result.NOT_HELD, List.of());
            return true;
        }
        if (place.queue().head() != command.offset()) {
            answer(next, Command.Result.NOT_FIRST, List.of());
            return true;
        }
        Schedule schedule = place.queue().schedule();
        if (place.queue().isTried() || schedule == null) {
            return false;
        }
        if (command.action() == Command.Action.DISCARD) {
            answer(next, Command.Result.DONE, writes.resolved(command.offset(), HeldStep.RESOLVED));
            effects.resolved(place.key(), command.offset());
        } else {
            Schedule released = schedule.due(timers.now()).released(true);
            answer(next, Command.Result.DONE, writes.failedAgain(command.offset(), released));
            effects.rescheduled(place.key(), command.offset(), released);
        }
        return true;
    }

    /** Commands are few, so nothing is kept to find their records by. */
    private @Nullable Place find(long offset) {
        for (Map.Entry<HeldKey, HeldQueue> entry : held.keys().entrySet()) {
            if (entry.getValue().indexOf(offset) >= 0) {
                return new Place(entry.getKey(), entry.getValue());
            }
        }
        return null;
    }

    private void answer(Asked to, Command.Result result, List<ProducerRecord<byte[], byte[]>> more) {
        Command command = to.command();
        Instant now = timers.now();
        List<ProducerRecord<byte[], byte[]>> all = new ArrayList<>();
        all.add(writes.answer(to.at(), new CommandAnswer(command, result, now)));
        all.addAll(more);
        boolean leaves = result == Command.Result.DONE && command != null && command.action() == Command.Action.DISCARD;
        long offset = command == null ? -1 : command.offset();
        lane.write(
                all,
                () -> locked.execute(() -> {
                    if (leaves) {
                        effects.left(offset);
                    }
                    noted.commandDone(to.at());
                }));
    }
}
