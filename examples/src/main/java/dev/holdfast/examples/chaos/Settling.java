package dev.holdfast.examples.chaos;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Waits until the application has done all there is, and every transaction has ended. */
final class Settling {
    private static final Duration SILENCE = Duration.ofMinutes(5);
    private static final int LOOK_MILLIS = 500;
    private static final List<TransactionState> OPEN =
            List.of(TransactionState.ONGOING, TransactionState.PREPARE_COMMIT, TransactionState.PREPARE_ABORT);

    private final Admin admin;
    private final List<String> topics;

    /** What an entry of a compacted topic is about. */
    private record Entry(int partition, ByteBuffer key) {}

    /** How far behind the group is. */
    private interface Lag {
        long now() throws ExecutionException, InterruptedException;
    }

    /**
     * Creates it.
     *
     * @param admin asks the brokers
     * @param retries the retry topics of the group
     */
    Settling(Admin admin, List<String> retries) {
        this.admin = admin;
        this.topics = new ArrayList<>(retries);
        topics.add(Names.JOBS);
    }

    /**
     * Waits until the group has committed the ends of all of its topics.
     *
     * @return how many offsets are not committed: 0, or what was left when nothing was committed any more for five minutes
     */
    long awaitCommitted() throws ExecutionException, InterruptedException {
        return await(this::lag);
    }

    /**
     * Waits until no record is held, as a reader of the topic sees that: each of its keys ends with no value.
     *
     * @param reader reads topics
     * @return how many records are held: 0, or what was left when nothing was given back any more for five minutes
     */
    long awaitNothingHeld(TopicReader reader) throws ExecutionException, InterruptedException {
        return await(() -> {
            Set<Entry> held = new HashSet<>();
            reader.read(Names.HELD, record -> {
                Entry entry = new Entry(record.partition(), ByteBuffer.wrap(record.key()));
                if (record.value() == null) {
                    held.remove(entry);
                } else {
                    held.add(entry);
                }
            });
            return held.size();
        });
    }

    private static long await(Lag lagging) throws ExecutionException, InterruptedException {
        long best = Long.MAX_VALUE;
        long progressAt = System.nanoTime();
        while (best > 0 && System.nanoTime() - progressAt < SILENCE.toNanos()) {
            long lag = lagging.now();
            if (lag < best) {
                best = lag;
                progressAt = System.nanoTime();
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
        return best;
    }

    /**
     * Waits until no transaction is open: what a killed instance left ends by its time-out.
     *
     * @return how many are open after five minutes
     * @throws ExecutionException if nobody could tell for so long; a broker that has just come back can't at once
     */
    int awaitNoTransaction() throws ExecutionException, InterruptedException {
        long begin = System.nanoTime();
        while (true) {
            boolean isLast = System.nanoTime() - begin > SILENCE.toNanos();
            try {
                int open = open();
                if (open == 0 || isLast) {
                    return open;
                }
            } catch (ExecutionException e) {
                if (isLast) {
                    throw e;
                }
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
    }

    private int open() throws ExecutionException, InterruptedException {
        return (int) admin.listTransactions(new ListTransactionsOptions().filterStates(OPEN)).all().get().stream()
                .filter(transaction -> transaction.transactionalId().startsWith(Names.GROUP + "." + Names.GROUP + "."))
                .count();
    }

    /** Waits until the group has committed all that is there now, while more may come. */
    void awaitCaughtUp() throws ExecutionException, InterruptedException {
        Map<TopicPartition, Long> ends = ends();
        long left = await(() -> lag(ends, committed()));
        if (left > 0) {
            throw new IllegalStateException("Nothing is committed any more, " + left + " records before the end");
        }
    }

    /** Asks for the commits first: what they cover was written when the ends are asked for. */
    private long lag() throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetAndMetadata> committed = committed();
        return lag(ends(), committed);
    }

    private static long lag(Map<TopicPartition, Long> ends, Map<TopicPartition, OffsetAndMetadata> committed) {
        return ends.entrySet().stream()
                .mapToLong(end -> {
                    OffsetAndMetadata commit = committed.get(end.getKey());
                    return Math.max(0, end.getValue() - (commit == null ? 0 : commit.offset()));
                })
                .sum();
    }

    private Map<TopicPartition, OffsetAndMetadata> committed() throws ExecutionException, InterruptedException {
        return admin.listConsumerGroupOffsets(Names.GROUP)
                .partitionsToOffsetAndMetadata()
                .get();
    }

    private Map<TopicPartition, Long> ends() throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        for (String topic : topics) {
            for (int partition = 0; partition < Brokers.PARTITIONS; partition++) {
                asked.put(new TopicPartition(topic, partition), OffsetSpec.latest());
            }
        }
        return admin.listOffsets(asked).all().get().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, end -> end.getValue().offset()));
    }
}
