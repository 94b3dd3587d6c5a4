package dev.holdfast.internal.dispatch;

import dev.holdfast.Order;
import java.util.Arrays;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Decides behind which task a new one has to wait. Confined to the poll thread. */
sealed interface Chains {
    /**
     * Takes the next record of a lane.
     *
     * @return its task if it is ready now, or null if it waits behind another
     */
    @Nullable
    Task append(ConsumerRecord<byte[], byte[]> record, Lane lane);

    /** Forgets tasks that are finished or of closed lanes, if there are too many. */
    void sweep();

    static Chains of(Order order) {
        return switch (order) {
            case KEY, KEY_UNTIL_RETRY -> new ByKey();
            case PARTITION -> new ByPartition();
            case NONE -> new Unordered();
        };
    }

    /** Every record is ready at once. */
    final class Unordered implements Chains {
        @Override
        public Task append(ConsumerRecord<byte[], byte[]> record, Lane lane) {
            return Task.polled(record, lane, 0);
        }

        @Override
        public void sweep() {}
    }

    /** One chain for each lane. */
    final class ByPartition implements Chains {
        @Override
        public @Nullable Task append(ConsumerRecord<byte[], byte[]> record, Lane lane) {
            Task task = Task.polled(record, lane, 0);
            Task tail = lane.tail();
            lane.tail(task);
            return tail != null && tail.link(task) ? null : task;
        }

        @Override
        public void sweep() {}
    }

    /**
     * One chain for each key of each lane: a hash table with open addressing whose entries are the last tasks of the
     * chains, so that a known key costs no allocation beyond its task.
     */
    final class ByKey implements Chains {
        private static final int SMALLEST = 1 << 10;

        /** The finished tails hold their records: after so many bytes they are looked for and let go. */
        private static final long MOST_BYTES = 8L * 1024 * 1024;

        private @Nullable Task[] tails = new @Nullable Task[SMALLEST];
        private int used;
        private long bytes;

        @Override
        public @Nullable Task append(ConsumerRecord<byte[], byte[]> record, Lane lane) {
            byte @Nullable [] key = record.key();
            if (key == null) {
                return Task.polled(record, lane, 0);
            }
            int hash = mixed(Arrays.hashCode(key), lane);
            Task task = Task.polled(record, lane, hash);
            bytes += task.bytes();
            if (bytes > MOST_BYTES) {
                rebuild();
            }
            int mask = tails.length - 1;
            int slot = hash & mask;
            Task tail = tails[slot];
            while (tail != null) {
                if (tail.keyHash() == hash
                        && tail.lane() == lane
                        && Arrays.equals(tail.record().key(), key)) {
                    tails[slot] = task;
                    return tail.link(task) ? null : task;
                }
                slot = (slot + 1) & mask;
                tail = tails[slot];
            }
            tails[slot] = task;
            if (++used > tails.length / 2) {
                rebuild();
            }
            return task;
        }

        @Override
        public void sweep() {
            if (used > tails.length / 4) {
                rebuild();
            }
        }

        private void rebuild() {
            bytes = 0;
            int live = 0;
            for (Task tail : tails) {
                if (isLive(tail)) {
                    live++;
                }
            }
            @Nullable Task[] old = tails;
            tails = new @Nullable Task[Math.max(SMALLEST, Integer.highestOneBit(live * 4 + 1) << 1)];
            used = live;
            int mask = tails.length - 1;
            for (Task tail : old) {
                if (tail != null && isLive(tail)) {
                    int slot = tail.keyHash() & mask;
                    while (tails[slot] != null) {
                        slot = (slot + 1) & mask;
                    }
                    tails[slot] = tail;
                }
            }
        }

        private static boolean isLive(@Nullable Task tail) {
            return tail != null && !tail.isReleased() && tail.lane().isOpen();
        }

        private static int mixed(int hash, Lane lane) {
            int mixed = hash * 0x9E3779B9 + System.identityHashCode(lane);
            return mixed ^ (mixed >>> 15);
        }
    }
}
