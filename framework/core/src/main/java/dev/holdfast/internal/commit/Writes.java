package dev.holdfast.internal.commit;

import dev.holdfast.internal.dispatch.Finished;
import dev.holdfast.internal.dispatch.Lane;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The writes of finished records, at least once each, in the order in which they came for each lane.
 *
 * <p>When one is refused, its lane's writes are set aside: the first is tried again after a second, then after twice as
 * long up to half a minute, alone; the others wait in their order and other lanes go on. Confined to the committer's
 * thread, but for the answers of the producer.
 */
final class Writes {
    private static final Logger LOG = LoggerFactory.getLogger(Writes.class);
    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
    private static final Duration UNANSWERED_TOO_LONG = Duration.ofSeconds(10);

    /**
     * An idempotent producer whose broker has lost its state (a topic created anew, an unclean election) is refused with
     * OUT_OF_ORDER_SEQUENCE_NUMBER, which it repeats until its batches expire; ours never do, so it is replaced.
     */
    private static final Duration UNANSWERED_FOR_EVER = Duration.ofMinutes(2);

    private final Output output;
    private final Destinations destinations;
    private final Runnable wake;
    private final Queue<PendingWrite> answered = new ConcurrentLinkedQueue<>();
    private final Map<Lane, Waiting> waiting = new HashMap<>();
    private final Map<Lane, Deque<PendingWrite>> sent = new HashMap<>();
    private Instant renewed = Instant.EPOCH;
    private long sequence;

    /** A lane's writes that were set aside. */
    private static final class Waiting {
        private final TreeMap<Long, PendingWrite> writes = new TreeMap<>();
        private Duration wait = FIRST_WAIT;
        private Instant next = Instant.EPOCH;
        private @Nullable PendingWrite trying;
        private @Nullable String withoutMetadata;
    }

    Writes(Output output, Destinations destinations, Runnable wake) {
        this.output = output;
        this.destinations = destinations;
        this.wake = wake;
    }

    void accept(Finished finished, Instant now) {
        Lane lane = finished.lane();
        if (!lane.isOpen()) {
            return;
        }
        lane.unwritten().getAndIncrement();
        PendingWrite write = new PendingWrite(finished, sequence++);
        Waiting set = waiting.get(lane);
        if (set != null) {
            set.writes.put(write.sequence(), write);
        } else {
            send(write, now);
        }
    }

    /** Takes the answers that came since the last call and tries again what is due. */
    void turn(Instant now) {
        PendingWrite write = answered.poll();
        while (write != null) {
            settle(write, now);
            write = answered.poll();
        }
        Iterator<Map.Entry<Lane, Waiting>> all = waiting.entrySet().iterator();
        while (all.hasNext()) {
            Map.Entry<Lane, Waiting> entry = all.next();
            if (!entry.getKey().isOpen()) {
                all.remove();
            } else if (isDue(entry.getValue(), now)) {
                tryFirst(entry.getValue(), now);
            }
        }
        sent.entrySet().removeIf(entry -> isQuiet(entry.getKey(), entry.getValue(), now));
    }

    private boolean isDue(Waiting set, Instant now) {
        if (set.trying != null) {
            return false;
        }
        String topic = set.withoutMetadata;
        return (topic != null && destinations.isKnown(topic)) || !now.isBefore(set.next);
    }

    /** How many writes of a lane can't be expected to be answered soon. */
    int setAside(Lane lane) {
        Waiting set = waiting.get(lane);
        // The first write after a start waits for metadata only, and what is being tried may be answered any moment.
        return set == null || set.trying != null || set.withoutMetadata != null ? 0 : set.writes.size();
    }

    private void send(PendingWrite write, Instant now) {
        for (int i = 0; i < write.finished().writes().size(); i++) {
            Place place = Place.of(write.write(i));
            if (!destinations.isWell(place)) {
                destinations.ask(place.topic());
                Exception why = destinations.refusal(place);
                String reason = place + (why == null ? " has no metadata yet" : " can't be written to: " + why);
                setAside(write, reason, now).withoutMetadata =
                        destinations.isKnown(place.topic()) ? null : place.topic();
                return;
            }
        }
        if (write.finished().writes().isEmpty()) {
            written(write, now);
            return;
        }
        sent.computeIfAbsent(write.finished().lane(), lane -> new ArrayDeque<>())
                .add(write);
        for (int index : write.begin(now)) {
            output.send(write.write(index), error -> {
                if (write.answered(index, error)) {
                    answered.add(write);
                    wake.run();
                }
            });
        }
    }

    private void settle(PendingWrite write, Instant now) {
        Lane lane = write.finished().lane();
        if (!lane.isOpen()) {
            return;
        }
        PendingWrite.Refusal refusal = write.refusal();
        if (refusal != null) {
            if (refusal.cause() instanceof RetriableException) {
                destinations.forget(new Place(refusal.topic(), Place.ANY));
            }
            String reason = "topic " + refusal.topic() + " refuses records: " + refusal.cause();
            LOG.warn("writes of {} wait: {}", lane, reason);
            setAside(write, reason, now);
            return;
        }
        written(write, now);
    }

    private void written(PendingWrite write, Instant now) {
        Lane lane = write.finished().lane();
        lane.unwritten().decrementAndGet();
        write.finished().done();
        Waiting set = waiting.get(lane);
        if (set != null && set.writes.remove(write.sequence()) != null) {
            waiting.remove(lane);
            lane.trouble(null);
            set.writes.values().forEach(next -> sendOrWait(next, now));
        }
    }

    private void sendOrWait(PendingWrite write, Instant now) {
        Waiting set = waiting.get(write.finished().lane());
        if (set != null) {
            set.writes.put(write.sequence(), write);
        } else {
            send(write, now);
        }
    }

    private Waiting setAside(PendingWrite write, String reason, Instant now) {
        Lane lane = write.finished().lane();
        Waiting set = waiting.computeIfAbsent(lane, key -> new Waiting());
        set.writes.put(write.sequence(), write);
        if (set.trying == write || set.next.equals(Instant.EPOCH)) {
            set.next = now.plus(set.wait);
            set.wait = longer(set.wait);
            set.trying = null;
            set.withoutMetadata = null;
        }
        Lane.Condition before = lane.trouble();
        lane.trouble(new Lane.Condition(reason, before == null ? now : before.since()));
        return set;
    }

    private static Duration longer(Duration wait) {
        Duration twice = wait.multipliedBy(2);
        return twice.compareTo(LONGEST_WAIT) < 0 ? twice : LONGEST_WAIT;
    }

    private void tryFirst(Waiting set, Instant now) {
        PendingWrite first = set.writes.firstEntry().getValue();
        set.trying = first;
        set.withoutMetadata = null;
        send(first, now);
    }

    /** Forgets lanes that wait for no answer; says so of those whose oldest write was not answered for long. */
    private boolean isQuiet(Lane lane, Deque<PendingWrite> writes, Instant now) {
        while (!writes.isEmpty() && writes.element().isAnswered()) {
            writes.remove();
        }
        if (waiting.containsKey(lane)) {
            return false;
        }
        PendingWrite oldest = lane.isOpen() ? writes.peek() : null;
        Lane.Condition trouble = lane.trouble();
        if (oldest != null && now.isAfter(oldest.since().plus(UNANSWERED_TOO_LONG))) {
            String reason = "no answer from topic " + oldest.missingTopics();
            if (trouble == null || !trouble.reason().equals(reason)) {
                lane.trouble(new Lane.Condition(reason, oldest.since()));
            }
            Instant begun = oldest.since().isAfter(renewed) ? oldest.since() : renewed;
            if (now.isAfter(begun.plus(UNANSWERED_FOR_EVER))) {
                LOG.warn("{}: the producer is replaced, and what it has not written is written again", reason);
                renewed = now;
                output.renew();
            }
        } else if (trouble != null) {
            lane.trouble(null);
        }
        return oldest == null;
    }

    /** Sends one record; the answer may come on any thread, also before the call returns. */
    @FunctionalInterface
    interface Output {
        /**
         * Sends a record.
         *
         * @param write the record
         * @param answer takes null when it is replicated, or why it is not
         */
        void send(ProducerRecord<byte[], byte[]> write, Consumer<@Nullable Exception> answer);

        /** Gives up everything that was not answered, which is answered by that, and sends by other means from now on. */
        default void renew() {}
    }
}
