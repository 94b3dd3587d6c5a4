package dev.holdfast.internal.dispatch;

import dev.holdfast.Order;
import java.util.Arrays;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Decides behind which task of its lane a new one has to wait. One for each lane, confined to the poll thread. */
sealed interface Chains {
    /**
     * Takes the lane's next record.
     *
     * @return its task if it is ready now, or null if it waits behind another
     */
    @Nullable
    Task append(ConsumerRecord<byte[], byte[]> record, Lane lane);

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
            return Task.polled(record, lane);
        }
    }

    /** One chain. */
    final class ByPartition implements Chains {
        private @Nullable Task tail;

        @Override
        public @Nullable Task append(ConsumerRecord<byte[], byte[]> record, Lane lane) {
            Task task = Task.polled(record, lane);
            Task last = tail;
            tail = task;
            return last != null && last.link(task) ? null : task;
        }
    }

    /**
     * One chain for each key: a hash table with open addressing that knows the last task of each chain. Hashes and keys
     * stand beside the tasks, because a task that a worker has run is in that worker's cache, and looking into it costs
     * more than all else here.
     */
    final class ByKey implements Chains {
        private static final int SMALLEST = 1 << 8;

        /** The finished tails hold their records: after so many bytes they are looked for and let go. */
        private static final long MOST_BYTES = 4L * 1024 * 1024;

        private int[] hashes = new int[SMALLEST];
        private byte[][] keys = new byte[SMALLEST][];
        private @Nullable Task[] tails = new @Nullable Task[SMALLEST];
        private int used;
        private long bytes;

        @Override
        public @Nullable Task append(ConsumerRecord<byte[], byte[]> record, Lane lane) {
            byte @Nullable [] key = record.key();
            Task task = Task.polled(record, lane);
            if (key == null) {
                return task;
            }
            bytes += task.bytes();
            if (bytes > MOST_BYTES || used > tails.length / 2) {
                rebuild();
            }
            int hash = mixed(Arrays.hashCode(key));
            int slot = slotOf(hash, key);
            Task tail = tails[slot];
            tails[slot] = task;
            if (tail == null) {
                hashes[slot] = hash;
                keys[slot] = key;
                used++;
                return task;
            }
            return tail.link(task) ? null : task;
        }

        /** The slot of a key, or the free one where it belongs. */
        private int slotOf(int hash, byte[] key) {
            int mask = tails.length - 1;
            int slot = hash & mask;
            while (tails[slot] != null && !(hashes[slot] == hash && Arrays.equals(keys[slot], key))) {
                slot = (slot + 1) & mask;
            }
            return slot;
        }

        private void rebuild() {
            int live = 0;
            for (Task tail : tails) {
                if (isLive(tail)) {
                    live++;
                }
            }
            @Nullable Task[] oldTails = tails;
            byte[][] oldKeys = keys;
            int[] oldHashes = hashes;
            int size = Math.max(SMALLEST, Integer.highestOneBit(live * 4 + 1) << 1);
            tails = new @Nullable Task[size];
            keys = new byte[size][];
            hashes = new int[size];
            used = live;
            bytes = 0;
            for (int i = 0; i < oldTails.length; i++) {
                byte[] key = oldKeys[i];
                if (isLive(oldTails[i])) {
                    int slot = slotOf(oldHashes[i], key);
                    tails[slot] = oldTails[i];
                    keys[slot] = key;
                    hashes[slot] = oldHashes[i];
                }
            }
        }

        private static boolean isLive(@Nullable Task tail) {
            return tail != null && !tail.isReleased();
        }

        private static int mixed(int hash) {
            int mixed = hash * 0x9E3779B9;
            return mixed ^ (mixed >>> 15);
        }
    }
}
