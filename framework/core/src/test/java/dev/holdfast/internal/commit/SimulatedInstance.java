package dev.holdfast.internal.commit;

import dev.holdfast.internal.dispatch.Finished;
import dev.holdfast.internal.dispatch.Lane;
import dev.holdfast.internal.dispatch.TestDispatcher;
import dev.holdfast.internal.offset.CommitMetadata;
import dev.holdfast.internal.offset.Guard;
import dev.holdfast.internal.offset.MetadataFormat;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One process of the application: the engine's own {@link Transactions}, {@link LaneOffsets} and {@link Lane}, and a poll
 * thread and handlers that only do what the simulation tells them to. A restart makes a new object.
 */
final class SimulatedInstance implements OffsetCommits {
    private static final int MOST_IN_FLIGHT = 5;

    private final SimulatedKafka kafka;
    private final Workload workload;
    private final String id;
    private final String member;
    private final @Nullable Mutant mutant;
    private final TestDispatcher dispatcher;
    private final LaneOffsets offsets = new LaneOffsets();
    private final Transactions transactions;
    private final Map<Integer, Opened> open = new TreeMap<>();
    private final Set<Integer> unopened = new TreeSet<>();
    private final Set<Integer> revoking = new TreeSet<>();
    private final List<Finished> handled = new ArrayList<>();
    private @Nullable SimulatedProducer producer;
    private @Nullable Ownership newest;
    private @Nullable Ownership seen;

    /** A partition that is read, and what of it is running. */
    private static final class Opened {
        private final Lane lane;
        private final List<Integer> running = new ArrayList<>();
        private int next;

        Opened(Lane lane, int next) {
            this.lane = lane;
            this.next = next;
        }
    }

    SimulatedInstance(
            SimulatedKafka kafka,
            Workload workload,
            TestDispatcher dispatcher,
            String id,
            String member,
            SimulatedProducer.Chance chance,
            @Nullable Mutant mutant) {
        this.kafka = kafka;
        this.workload = workload;
        this.dispatcher = dispatcher;
        this.id = id;
        this.member = member;
        this.mutant = mutant;
        Supplier<SimulatedProducer> newProducer = () -> {
            SimulatedProducer made = new SimulatedProducer(kafka, id, chance, mutant);
            producer = made;
            return made;
        };
        Destinations destinations = new Destinations(
                topic -> new TopicExists.Found(Workload.PARTITIONS, Map.of()), Runnable::run, () -> {});
        this.transactions = new Transactions(
                new TransactionalOutput(new ReplaceableProducer(newProducer::get)),
                destinations,
                offsets,
                this,
                () -> {});
    }

    String id() {
        return id;
    }

    String member() {
        return member;
    }

    /** What the committer's thread does in one turn. */
    void turn(Instant now) {
        Ownership current = newest;
        if (current != null && !current.equals(seen)) {
            seen = current;
            offsets.own(current.lanes(), now);
            transactions.own(current);
        }
        List<Finished> taken = List.copyOf(handled);
        handled.clear();
        taken.forEach(transactions::accept);
        offsets.advance(now);
        transactions.turn(now, !revoking.isEmpty());
    }

    /** Has the producer write one record and take the answer. */
    void answer() {
        if (producer != null) {
            producer.answerOne();
        }
    }

    /** Begins to handle the next record of one of the partitions that are read. */
    void read(int which) {
        Opened from = pick(which);
        if (from == null || from.lane.isHalted() || from.running.size() >= MOST_IN_FLIGHT) {
            return;
        }
        while (from.next < Workload.RECORDS && from.lane.ring().isDone(from.next)) {
            from.next++;
        }
        if (from.next < Workload.RECORDS) {
            from.running.add(from.next++);
        }
    }

    /** Ends a handler: one of those that have no older record of their key before them. */
    void handle(int which, int other) {
        Opened from = pick(which);
        if (from == null || from.running.isEmpty()) {
            return;
        }
        Integer offset = from.running.get(other % from.running.size());
        int key = Workload.key(offset);
        offset = from.running.stream()
                .filter(each -> Workload.key(each) == key)
                .findFirst()
                .orElse(offset);
        from.running.remove(offset);
        int partition = from.lane.partition().partition();
        workload.handled(partition, offset);
        if (!Workload.hasOutput(partition, offset) || mutant == Mutant.BIT_BEFORE_OUTPUT) {
            from.lane.ring().mark(offset);
        }
        if (Workload.hasOutput(partition, offset)) {
            byte[] value = Workload.name(partition, offset).getBytes(StandardCharsets.UTF_8);
            int to = Workload.outputPartition(partition, offset);
            handled.add(new Finished(
                    from.lane, offset, 1, List.of(new ProducerRecord<>("out", to, null, value)), () -> {}));
        }
    }

    private @Nullable Opened pick(int which) {
        return open.isEmpty() ? null : List.copyOf(open.values()).get(which % open.size());
    }

    /** What the poll thread does in one poll; patience says whether a revocation goes on waiting for what is under way. */
    void poll(boolean patience) {
        if (!kafka.isMember(member)) {
            lose();
            kafka.join(member);
            return;
        }
        Set<Integer> target = kafka.target(member);
        if (revoking.isEmpty()) {
            open.keySet().stream()
                    .filter(partition -> !target.contains(partition))
                    .forEach(revoking::add);
            beginRevocation();
        }
        if (!revoking.isEmpty()) {
            if (patience && !lanes(revoking).stream().allMatch(transactions::isCommitted)) {
                return;
            }
            close(revoking);
            kafka.release(member, revoking);
            revoking.clear();
            publish();
        }
        if (!target.containsAll(open.keySet())) {
            // The group has changed its mind since the revocation began.
            return;
        }
        unopened.clear();
        unopened.addAll(kafka.reconcile(member));
        unopened.removeAll(open.keySet());
        publish();
        unopened.removeIf(partition -> takeOver(partition));
        publish();
    }

    private void beginRevocation() {
        List<Lane> lanes = lanes(revoking);
        lanes.forEach(Lane::halt);
        lanes.forEach(Lane::release);
        offsets.touch(lanes);
    }

    private void lose() {
        revoking.clear();
        unopened.clear();
        if (mutant != Mutant.COMMIT_AFTER_LOSS) {
            close(open.keySet());
            publish();
        }
    }

    private void close(Collection<Integer> partitions) {
        lanes(partitions).forEach(Lane::close);
        open.keySet().removeAll(Set.copyOf(partitions));
    }

    private List<Lane> lanes(Collection<Integer> partitions) {
        return open.entrySet().stream()
                .filter(each -> partitions.contains(each.getKey()))
                .map(each -> each.getValue().lane)
                .toList();
    }

    private boolean takeOver(int partition) {
        try {
            OffsetAndMetadata committed = kafka.stableOffset(partition);
            CommitMetadata start = committed == null ? Workload.beginning(partition) : read(committed);
            start = start.with(Guard.NEW);
            kafka.commit(partition, new OffsetAndMetadata(start.offset(), MetadataFormat.write(start)), membership());
            BitSet beyond = mutant == Mutant.STALE_MAP ? new BitSet() : start.beyond();
            Lane lane = dispatcher.lane(partition, start.offset(), beyond);
            open.put(partition, new Opened(lane, Math.toIntExact(start.offset())));
            return true;
        } catch (TimeoutException | CommitFailedException e) {
            workload.trace(() -> member + " can't take " + partition + " over yet: " + e.getMessage());
            return false;
        }
    }

    private static CommitMetadata read(OffsetAndMetadata committed) {
        if (MetadataFormat.read(committed.metadata()) instanceof MetadataFormat.Ours ours) {
            return ours.metadata();
        }
        throw new AssertionError("what the engine committed can't be read");
    }

    private void publish() {
        newest = new Ownership(membership(), lanes(new HashSet<>(open.keySet())));
    }

    /** The membership at this moment. */
    ConsumerGroupMetadata membership() {
        return workload.membership(member, kafka.epoch(member));
    }

    @Override
    public void carryOut(OffsetCommit commit) {
        throw new AssertionError("commits belong into transactions");
    }

    @Override
    public void takeOverAnew(Collection<Lane> closed) {
        open.values().removeIf(each -> closed.contains(each.lane));
    }

    @Override
    public void roomIsMade() {}
}
