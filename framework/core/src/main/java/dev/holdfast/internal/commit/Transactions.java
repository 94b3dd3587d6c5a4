package dev.holdfast.internal.commit;

import dev.holdfast.internal.commit.OpenTransaction.Failure;
import dev.holdfast.internal.commit.TransactionCycle.Phase;
import dev.holdfast.internal.dispatch.Finished;
import dev.holdfast.internal.dispatch.Lane;
import dev.holdfast.internal.transaction.TransactionErrors;
import dev.holdfast.internal.transaction.TransactionErrors.Remedy;
import dev.holdfast.internal.transaction.TransactionErrors.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides what goes into which transaction, and what becomes of it afterwards. Confined to the committer's thread.
 *
 * <p>Records are kept until their transaction is known to be committed. After an abort that is certain they are sent again,
 * without those whose partition was given up meanwhile; their handlers don't run again. If it can't be known whether they
 * were committed, they are dropped and their partitions are taken over anew, from what is committed.
 */
final class Transactions implements TransactionCycle.Outcome {
    private static final Logger LOG = LoggerFactory.getLogger(Transactions.class);
    private static final Duration COMMIT_WRITES = Duration.ofMillis(100);
    private static final Duration COMMIT_OFFSETS = Duration.ofSeconds(1);
    private static final Duration FIRST_BACK_OFF = Duration.ofMillis(50);
    private static final Duration LONGEST_BACK_OFF = Duration.ofSeconds(2);
    private static final Duration STUCK = Duration.ofSeconds(10);
    private static final Duration FENCED_AGAIN = Duration.ofMinutes(10);

    /** How long answers may be late before it is asked why; an election takes no longer as a rule. */
    private static final Duration SILENT = Duration.ofSeconds(2);

    private static final Duration LOOK_AGAIN = Duration.ofMillis(500);

    /**
     * A transaction does not grow beyond so many records, because they are in flight until it is committed: about half of what a
     * consumer may have in flight, so that the next ones are handled meanwhile.
     */
    private static final int MOST_RECORDS = 60_000;

    private final TransactionCycle cycle;
    private final Destinations destinations;
    private final SetAside setAside;
    private final LaneOffsets offsets;
    private final OffsetCommits pollThread;
    private final ConsumerCounts counts = new ConsumerCounts();
    private final Deque<Finished> backlog = new ArrayDeque<>();
    private Set<Lane> owned = Set.of();
    private @Nullable Ownership ownership;
    private @Nullable Ownership closedWith;
    private @Nullable Ownership stale;
    private @Nullable Ownership fencedWith;
    private Instant fencedAt = Instant.EPOCH;
    private Instant now = Instant.EPOCH;
    private Instant notBefore = Instant.EPOCH;
    private Duration backOff = FIRST_BACK_OFF;
    private Instant nextOffsets = Instant.EPOCH;
    private Instant nextLook = Instant.EPOCH;
    private Instant movedAt = Instant.EPOCH;
    private Lane.@Nullable Condition stuck;

    Transactions(
            TransactionalOutput output,
            Destinations destinations,
            LaneOffsets offsets,
            OffsetCommits pollThread,
            Runnable wake) {
        this.cycle = new TransactionCycle(output, this, wake);
        this.destinations = destinations;
        this.setAside = new SetAside(destinations);
        this.offsets = offsets;
        this.pollThread = pollThread;
    }

    void own(Ownership newest) {
        ownership = newest;
        owned = new HashSet<>(newest.lanes());
    }

    void accept(Finished record) {
        if (record.lane().isOpen()) {
            record.lane().unwritten().getAndIncrement();
            backlog.add(record);
        }
    }

    /** Goes on; with hurry, whatever can be committed is committed without waiting for more. */
    void turn(Instant time, boolean hurry) {
        now = time;
        if (movedAt.equals(Instant.EPOCH)) {
            movedAt = now;
        }
        cycle.turn(now);
        if (cycle.phase() == Phase.FREE && !awaitsOwnership() && !now.isBefore(notBefore)) {
            begin(hurry);
        }
        if (cycle.phase() == Phase.SENDING) {
            sendBacklog();
        }
        if (cycle.phase() == Phase.SENDING && isDue(hurry)) {
            close();
        }
        if (cycle.phase() == Phase.SETTLING) {
            lookWhySilent();
        }
        tellIfStuck();
    }

    /**
     * A partition without a leader is silent until the delivery times out, and everything else with it; so the cluster is
     * asked after a while, and what it says of a topic counts as that topic's answer.
     */
    private void lookWhySilent() {
        OpenTransaction open = cycle.open();
        if (open == null || now.isBefore(open.begun().plus(SILENT)) || now.isBefore(nextLook)) {
            return;
        }
        nextLook = now.plus(LOOK_AGAIN);
        for (Finished record : open.contents()) {
            for (ProducerRecord<byte[], byte[]> write : record.writes()) {
                Place place = Place.of(write);
                Exception refusal = destinations.refusal(place);
                if (refusal != null) {
                    open.failed(new Failure(Step.SEND, record, place, refusal));
                    return;
                }
                destinations.ask(write.topic());
            }
        }
    }

    private void begin(boolean hurry) {
        List<Finished> released = setAside.released(now);
        for (int i = released.size() - 1; i >= 0; i--) {
            backlog.addFirst(released.get(i));
        }
        Finished trial = setAside.trial(now);
        if (trial != null) {
            cycle.begin(now, true);
            if (cycle.phase() == Phase.SENDING) {
                cycle.add(trial);
            }
            return;
        }
        sendBacklog();
        boolean offsetsAreDue = offsets.isAnyDirty() && (hurry || !now.isBefore(nextOffsets));
        if (cycle.phase() == Phase.FREE && offsetsAreDue) {
            cycle.begin(now, false);
            if (cycle.phase() == Phase.SENDING) {
                close();
            }
        }
    }

    private void sendBacklog() {
        OpenTransaction open = cycle.open();
        if (open != null && open.isTrial()) {
            return;
        }
        Finished record = backlog.poll();
        while (record != null) {
            if (record.lane().isOpen() && !setAside.takes(record, now)) {
                if (cycle.phase() == Phase.FREE) {
                    cycle.begin(now, false);
                }
                if (cycle.phase() != Phase.SENDING) {
                    backlog.addFirst(record);
                    return;
                }
                if (!cycle.add(record)) {
                    return;
                }
            }
            record = backlog.poll();
        }
    }

    private boolean isDue(boolean hurry) {
        OpenTransaction open = cycle.open();
        return open != null
                && (hurry
                        || open.isTrial()
                        || !now.isBefore(open.begun().plus(COMMIT_WRITES))
                        || open.contents().size() >= MOST_RECORDS);
    }

    private void close() {
        OpenTransaction open = cycle.open();
        Ownership by = ownership;
        if (open == null || by == null) {
            throw new IllegalStateException("nothing can be finished before something is owned");
        }
        boolean areAllOwned = open.lanes().stream().allMatch(lane -> lane.isOpen() && owned.contains(lane));
        closedWith = by;
        if (areAllOwned) {
            cycle.close(offsets.takeWith(open), by.group(), now);
        } else {
            cycle.abort(new IllegalStateException("partitions were given up before they could be committed"));
        }
    }

    @Override
    public void committed(OpenTransaction transaction) {
        counts.committed();
        moved();
        backOff = FIRST_BACK_OFF;
        nextOffsets = now.plus(COMMIT_OFFSETS);
        transaction.offsets().forEach(commit -> offsets.answered(commit, null, now));
        for (Finished record : transaction.contents()) {
            if (record.lane().isOpen()) {
                record.lane().unwritten().decrementAndGet();
                record.done();
            }
        }
        if (transaction.isTrial()) {
            setAside.taken(transaction.contents().get(0));
        }
        offsets.advance(now);
        pollThread.roomIsMade();
    }

    @Override
    public void aborted(OpenTransaction transaction, Failure failure, Remedy remedy) {
        counts.aborted();
        moved();
        LOG.warn(
                "a transaction was aborted, what it held is sent again: {}",
                failure.cause().toString());
        transaction.offsets().forEach(commit -> offsets.answered(commit, failure.cause(), now));
        switch (remedy) {
            case ABORT_AND_SET_ASIDE -> refuse(failure);
            // Not the newest: that may have come while the abort was not answered, and no other may follow it.
            case ABORT_AND_AWAIT_OWNERSHIP -> stale = closedWith;
            default -> backOff();
        }
        if (!transaction.isTrial()) {
            List<Finished> contents = transaction.contents();
            for (int i = contents.size() - 1; i >= 0; i--) {
                if (!setAside.takesBack(contents.get(i))) {
                    backlog.addFirst(contents.get(i));
                }
            }
        }
    }

    private void refuse(Failure failure) {
        Finished record = failure.record();
        if (record == null) {
            backOff();
            return;
        }
        Place refused = failure.place();
        Place place = refused == null ? Place.of(record.writes().get(0)) : refused;
        String reason = place + " refuses records: " + failure.cause();
        if (TransactionErrors.isOfTheRecord(failure.cause())) {
            setAside.refuse(record, reason, now);
        } else {
            setAside.refuse(place, reason, now);
        }
    }

    private void backOff() {
        notBefore = now.plus(backOff);
        Duration twice = backOff.multipliedBy(2);
        backOff = twice.compareTo(LONGEST_BACK_OFF) < 0 ? twice : LONGEST_BACK_OFF;
    }

    @Override
    public void lost(OpenTransaction transaction) {
        counts.aborted();
        moved();
        Set<Lane> lanes = transaction.lanes();
        LOG.warn("whether a transaction was committed is unknown: {} are taken over anew", lanes);
        transaction.offsets().forEach(commit -> offsets.answered(commit, new KafkaException("undecided"), now));
        lanes.forEach(Lane::close);
        pollThread.takeOverAnew(lanes);
    }

    @Override
    public void replaced(Exception cause) {
        destinations.forgetAll();
        if (!TransactionErrors.isFenced(cause)) {
            return;
        }
        if (ownership != null && ownership.equals(fencedWith) && now.isBefore(fencedAt.plus(FENCED_AGAIN))) {
            throw new KafkaException(
                    "another producer uses the same transactional id although no partition has moved: is the instance id"
                            + " used twice?",
                    cause);
        }
        fencedWith = ownership;
        fencedAt = now;
    }

    private void moved() {
        movedAt = now;
        Lane.Condition told = stuck;
        if (told != null) {
            owned.stream().filter(lane -> told.equals(lane.trouble())).forEach(lane -> lane.trouble(null));
            stuck = null;
        }
    }

    /** Says so in the state of each partition that waits, if no transaction comes to an end for long. */
    private void tellIfStuck() {
        if (cycle.phase() == Phase.FREE) {
            moved();
        } else if (now.isAfter(movedAt.plus(STUCK))) {
            Lane.Condition told = stuck;
            if (told == null) {
                told = new Lane.Condition("its transaction is not answered, in phase " + cycle.phase(), movedAt);
                stuck = told;
            }
            for (Lane lane : owned) {
                if (lane.unwritten().get() > 0 && lane.trouble() == null) {
                    lane.trouble(told);
                }
            }
        }
    }

    /** Whether everything that a lane has finished is committed, but for what is set aside. */
    boolean isCommitted(Lane lane) {
        return !lane.isOpen() || (lane.unwritten().get() <= setAside.count(lane) && !offsets.isPending(lane));
    }

    /** Whether the group has to decide first who owns what. */
    boolean awaitsOwnership() {
        return stale != null && stale.equals(ownership);
    }

    /** Whether records are taken in without being asked for. */
    boolean isSending() {
        return cycle.phase() == Phase.SENDING;
    }

    /** What has happened to the consumer since start. Any thread. */
    ConsumerCounts counts() {
        return counts;
    }

    void end() {
        cycle.end();
    }
}
