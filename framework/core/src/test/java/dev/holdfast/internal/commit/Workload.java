package dev.holdfast.internal.commit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.internal.offset.CommitMetadata;
import dev.holdfast.internal.offset.Guard;
import dev.holdfast.internal.offset.MetadataFormat;
import dev.holdfast.internal.offset.PartitionIdentity;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/**
 * What the records of a simulation are, and what must hold whenever a transaction is decided:
 *
 * <ul>
 *   <li>each record has its output at most once among what is committed;
 *   <li>what is committed as done has its output committed, and what has its output committed is committed as done;
 *   <li>nothing is committed as done that no handler has seen;
 *   <li>the committed outputs of a key stand in the order of its offsets.
 * </ul>
 *
 * and at the end, when faults have ended: everything is done. An old owner that writes after its successor has begun to
 * read is seen as an output that is there twice, or as one that is not committed as done.
 */
final class Workload {
    static final int PARTITIONS = 3;
    static final int RECORDS = 8;
    private static final int KEYS = 3;
    private static final Uuid TOPIC_ID = Uuid.ONE_UUID;

    private final Map<Integer, BitSet> handled = new HashMap<>();
    private final Map<Integer, BitSet> done = new HashMap<>();
    private final Set<String> outputs = new HashSet<>();
    private final Map<String, Integer> newestOfKey = new HashMap<>();
    private final Map<String, ConsumerGroupMetadata> memberships;
    private final @Nullable List<String> trace;

    /** Begins; memberships are kept from one to the next, because they are made by reflection. */
    Workload(Map<String, ConsumerGroupMetadata> memberships, boolean isTraced) {
        this.memberships = memberships;
        this.trace = isTraced ? new ArrayList<>() : null;
        for (int partition = 0; partition < PARTITIONS; partition++) {
            handled.put(partition, new BitSet());
            done.put(partition, new BitSet());
        }
    }

    static int key(int offset) {
        return offset % KEYS;
    }

    static boolean hasOutput(int partition, int offset) {
        return (partition + offset) % 4 != 3;
    }

    /** All outputs of a key go to one partition, and those of a partition to several. */
    static int outputPartition(int partition, int offset) {
        return (partition + key(offset)) % PARTITIONS;
    }

    static String name(int partition, int offset) {
        return partition + ":" + offset;
    }

    static CommitMetadata beginning(int partition) {
        PartitionIdentity identity = new PartitionIdentity("abcdefghijklmnopqrstuv", TOPIC_ID, partition);
        return new CommitMetadata(identity, 0, 1, Guard.NEW, new BitSet(), ByteBuffer.allocate(0));
    }

    /** By reflection: Kafka has deprecated the constructor, and a consumer without a broker has no epoch. */
    ConsumerGroupMetadata membership(String member, int epoch) {
        return memberships.computeIfAbsent(member + "/" + epoch, key -> {
            try {
                return ConsumerGroupMetadata.class
                        .getConstructor(String.class, int.class, String.class, Optional.class)
                        .newInstance("g", epoch, member, Optional.empty());
            } catch (ReflectiveOperationException e) {
                throw new LinkageError(e.getMessage(), e);
            }
        });
    }

    void trace(Supplier<String> line) {
        if (trace != null) {
            trace.add(line.get());
        }
    }

    List<String> trace() {
        return trace == null ? List.of() : trace;
    }

    void handled(int partition, int offset) {
        bits(handled, partition).set(offset);
    }

    private static BitSet bits(Map<Integer, BitSet> of, int partition) {
        return of.computeIfAbsent(partition, key -> new BitSet());
    }

    /** A transaction is committed, whether or not its markers have arrived. */
    void decided(SimulatedKafka.Transaction transaction) {
        trace(() -> "committed by " + transaction.id() + ": " + transaction.outputs() + " " + transaction.offsets());
        transaction.outputs().forEach(this::written);
        transaction.offsets().forEach(this::committed);
        for (int partition = 0; partition < PARTITIONS; partition++) {
            check(partition);
        }
    }

    private void written(String output) {
        assertThat(outputs.add(output)).as("output %s is there twice", output).isTrue();
        int colon = output.indexOf(':');
        int offset = Integer.parseInt(output.substring(colon + 1));
        Integer before = newestOfKey.put(output.substring(0, colon) + "/" + key(offset), offset);
        assertThat(before == null || before < offset)
                .as("output %s stands behind %s", output, before)
                .isTrue();
    }

    private void committed(int partition, OffsetAndMetadata offset) {
        BitSet now = bits(done, partition);
        now.clear();
        now.set(0, Math.toIntExact(offset.offset()));
        if (MetadataFormat.read(offset.metadata()) instanceof MetadataFormat.Ours ours) {
            BitSet beyond = ours.metadata().beyond();
            beyond.stream().forEach(bit -> now.set(Math.toIntExact(offset.offset()) + bit));
        }
    }

    private void check(int partition) {
        for (int offset = 0; offset < RECORDS; offset++) {
            boolean isDone = bits(done, partition).get(offset);
            String name = name(partition, offset);
            if (hasOutput(partition, offset)) {
                assertThat(isDone)
                        .as("%s is committed as done, and its output is", name)
                        .isEqualTo(outputs.contains(name));
            }
            assertThat(!isDone || bits(handled, partition).get(offset))
                    .as("%s was handled", name)
                    .isTrue();
        }
    }

    boolean isComplete() {
        return done.values().stream().allMatch(each -> each.cardinality() == RECORDS);
    }
}
