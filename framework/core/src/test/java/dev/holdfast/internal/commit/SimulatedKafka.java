package dev.holdfast.internal.commit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Kafka in memory, as far as transactions and their fences go, after what was observed of Kafka 4.3.1: a transaction is
 * decided at once, but its markers arrive one by one, at each partition and at the group's offsets apart; each end of a
 * transaction gives the producer a new epoch; an offset of a transaction is taken only from a member of the group. Not
 * thread-safe: a simulation has one thread.
 */
final class SimulatedKafka {
    private static final int GROUP = -1;

    private final Fence fence;
    private final int partitions;
    private final Consumer<Transaction> onDecided;
    private final Map<String, Coordinator> coordinators = new LinkedHashMap<>();
    private final Map<String, Integer> members = new TreeMap<>();
    private final Map<Integer, String> owners = new HashMap<>();
    private final Map<Integer, Integer> since = new HashMap<>();
    private final Map<Integer, OffsetAndMetadata> committed = new HashMap<>();
    private int groupEpoch;

    /** What the group asks of who commits. */
    enum Fence {
        /** {@code group.protocol=consumer}: an older epoch is good for partitions that were owned then and still are. */
        MEMBER_EPOCH,
        /** {@code group.protocol=classic}: any older generation is refused. */
        GENERATION
    }

    /** A transaction of one producer. */
    static final class Transaction {
        private final String id;
        private final List<String> outputs = new ArrayList<>();
        private final Map<Integer, OffsetAndMetadata> offsets = new TreeMap<>();
        private final Set<Integer> awaited = new TreeSet<>();
        private boolean committed;

        Transaction(String id) {
            this.id = id;
        }

        String id() {
            return id;
        }

        List<String> outputs() {
            return outputs;
        }

        Map<Integer, OffsetAndMetadata> offsets() {
            return offsets;
        }
    }

    private static final class Coordinator {
        private int epoch;
        private int endedWith = -1;
        private boolean timedOut;
        private @Nullable Transaction open;
        private @Nullable Transaction last;
    }

    SimulatedKafka(Fence fence, int partitions, Consumer<Transaction> onDecided) {
        this.fence = fence;
        this.partitions = partitions;
        this.onDecided = onDecided;
    }

    /** Becomes the only producer of an id; times out while the transaction before is not marked everywhere. */
    int init(String id) {
        Coordinator coordinator = coordinators.computeIfAbsent(id, key -> new Coordinator());
        decide(coordinator, false);
        if (!isMarked(coordinator)) {
            throw new TimeoutException("the transaction before is not marked everywhere");
        }
        coordinator.endedWith = -1;
        coordinator.timedOut = false;
        return ++coordinator.epoch;
    }

    void append(String id, int epoch, int partition, String output) {
        Transaction open = opened(id, epoch);
        open.outputs.add(output);
        open.awaited.add(partition);
    }

    void addOffsets(String id, int epoch, Map<Integer, OffsetAndMetadata> offsets, ConsumerGroupMetadata by) {
        Transaction open = opened(id, epoch);
        checkMembership(offsets.keySet(), by);
        open.offsets.putAll(offsets);
        open.awaited.add(GROUP);
    }

    private Transaction opened(String id, int epoch) {
        Coordinator coordinator = coordinator(id);
        if (coordinator.epoch != epoch) {
            throw new InvalidProducerEpochException("epoch " + epoch + " is not " + coordinator.epoch);
        }
        // The client asks again until the transaction before is complete.
        while (!isMarked(coordinator)) {
            deliver(coordinator, 0);
        }
        Transaction open = coordinator.open;
        if (open == null) {
            open = new Transaction(id);
            coordinator.open = open;
        }
        return open;
    }

    /** Ends a transaction; the same once more is answered the same. Returns the next epoch. */
    int end(String id, int epoch, boolean commit) {
        Coordinator coordinator = coordinator(id);
        Transaction last = coordinator.last;
        if (coordinator.epoch == epoch) {
            coordinator.timedOut = false;
            coordinator.endedWith = epoch;
            coordinator.epoch++;
            decide(coordinator, commit);
            return coordinator.epoch;
        }
        if (coordinator.endedWith == epoch && coordinator.epoch == epoch + 1 && last != null) {
            if (last.committed == commit) {
                return coordinator.epoch;
            }
            if (coordinator.timedOut || !commit) {
                throw new InvalidTxnStateException("it was decided otherwise");
            }
        }
        throw new ProducerFencedException("epoch " + epoch + " is not " + coordinator.epoch);
    }

    /** Aborts what has been open for too long. */
    void timeOut(String id) {
        Coordinator coordinator = coordinator(id);
        if (coordinator.open != null) {
            coordinator.endedWith = coordinator.epoch++;
            coordinator.timedOut = true;
            decide(coordinator, false);
        }
    }

    private void decide(Coordinator coordinator, boolean commit) {
        Transaction open = coordinator.open;
        if (open == null) {
            return;
        }
        open.committed = commit;
        coordinator.open = null;
        coordinator.last = open;
        if (commit) {
            onDecided.accept(open);
        }
    }

    private Coordinator coordinator(String id) {
        Coordinator coordinator = coordinators.get(id);
        if (coordinator == null) {
            throw new InvalidTxnStateException(id + " is unknown");
        }
        return coordinator;
    }

    private static boolean isMarked(Coordinator coordinator) {
        return coordinator.last == null || coordinator.last.awaited.isEmpty();
    }

    /** The ids whose transaction is open, or is decided and not marked everywhere. */
    List<String> busy() {
        return coordinators.entrySet().stream()
                .filter(each -> each.getValue().open != null || !isMarked(each.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Has one marker of an id's last transaction arrive, if one is under way. */
    void deliverMarker(String id, int which) {
        Coordinator coordinator = coordinator(id);
        if (!isMarked(coordinator)) {
            deliver(coordinator, which);
        }
    }

    private void deliver(Coordinator coordinator, int which) {
        Transaction last = coordinator.last;
        if (last == null) {
            return;
        }
        int place = List.copyOf(last.awaited).get(which % last.awaited.size());
        last.awaited.remove(place);
        if (place == GROUP && last.committed) {
            committed.putAll(last.offsets);
        }
    }

    /** Joins the group. */
    void join(String member) {
        groupEpoch++;
        members.put(member, groupEpoch);
    }

    /** Drops a member that was not heard of for too long. */
    void expire(String member) {
        if (members.remove(member) != null) {
            groupEpoch++;
            owners.values().removeIf(member::equals);
        }
    }

    boolean isMember(String member) {
        return members.containsKey(member);
    }

    List<String> members() {
        return List.copyOf(members.keySet());
    }

    int epoch(String member) {
        return members.getOrDefault(member, -1);
    }

    /** What a member is to own in the end. */
    Set<Integer> target(String member) {
        List<String> all = List.copyOf(members.keySet());
        Set<Integer> target = new TreeSet<>();
        for (int partition = 0; partition < partitions && !all.isEmpty(); partition++) {
            if (all.get((partition + groupEpoch) % all.size()).equals(member)) {
                target.add(partition);
            }
        }
        return target;
    }

    /** A member has given partitions up; if it gets them again, then with another epoch. */
    void release(String member, Set<Integer> released) {
        owners.entrySet().removeIf(each -> each.getValue().equals(member) && released.contains(each.getKey()));
    }

    /** A member has given up all that it is not to own: it is up to date, and owns what is free. Returns what it owns. */
    Set<Integer> reconcile(String member) {
        Set<Integer> target = target(member);
        owners.entrySet().removeIf(each -> each.getValue().equals(member) && !target.contains(each.getKey()));
        members.put(member, groupEpoch);
        Set<Integer> owned = new HashSet<>();
        for (int partition : target) {
            if (owners.putIfAbsent(partition, member) == null) {
                since.put(partition, groupEpoch);
            }
            if (member.equals(owners.get(partition))) {
                owned.add(partition);
            }
        }
        return owned;
    }

    /** The committed offset; null if none. Times out while a transaction that has one is not decided and marked. */
    @Nullable
    OffsetAndMetadata stableOffset(int partition) {
        for (Coordinator each : coordinators.values()) {
            boolean isOpen = each.open != null && each.open.offsets.containsKey(partition);
            Transaction last = each.last;
            if (isOpen || (last != null && last.awaited.contains(GROUP) && last.offsets.containsKey(partition))) {
                throw new TimeoutException("offsets of " + partition + " are pending");
            }
        }
        return committed.get(partition);
    }

    /** Commits outside of transactions. */
    void commit(int partition, OffsetAndMetadata offset, ConsumerGroupMetadata by) {
        checkMembership(Set.of(partition), by);
        committed.put(partition, offset);
    }

    /** What a mutant does: commits without being asked who it is. */
    void commitUnfenced(Map<Integer, OffsetAndMetadata> offsets) {
        committed.putAll(offsets);
    }

    private void checkMembership(Set<Integer> of, ConsumerGroupMetadata by) {
        Integer current = members.get(by.memberId());
        boolean isCurrent = current != null && current == by.generationId();
        boolean isOlder = current != null && by.generationId() < current;
        boolean isTaken =
                switch (fence) {
                    case GENERATION -> isCurrent && by.generationId() == groupEpoch;
                    case MEMBER_EPOCH ->
                        isCurrent
                                || (isOlder
                                        && of.stream()
                                                .allMatch(partition -> by.memberId()
                                                                .equals(owners.get(partition))
                                                        && since.getOrDefault(partition, 0) <= by.generationId()));
                };
        if (!isTaken) {
            throw new CommitFailedException("refused: member " + by.memberId() + " of epoch " + by.generationId());
        }
    }
}
