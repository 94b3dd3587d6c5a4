package dev.holdfast.internal.commit;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TransactionAbortableException;
import org.apache.kafka.common.errors.TransactionAbortedException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * The transactional client of one instance on {@link SimulatedKafka}. Each call that goes to a broker can fail before it
 * took effect, or take effect and have its answer lost; while it is under way, others go on. Nothing of its base class is
 * used but what no transaction calls.
 */
final class SimulatedProducer extends MockProducer<byte[], byte[]> {
    private final SimulatedKafka kafka;
    private final String id;
    private final Chance chance;
    private final @Nullable Mutant mutant;
    private final Deque<Sent> unsent = new ArrayDeque<>();

    /** Offsets that could not be added: kept beyond an abort and sent with the next ones, as by kafka-clients 4.3.1. */
    private final Map<Integer, OffsetAndMetadata> kept = new HashMap<>();

    private int epoch;
    private boolean isCommitUnknown;
    private boolean isCommitForgotten;
    private @Nullable RuntimeException fatal;

    /** Decides what goes wrong, and lets others go on meanwhile. */
    interface Chance {
        /** Others go on; the instance may die here. */
        void others(String call);

        /** Whether a fault happens now. */
        boolean isFault(String what);

        /** What the instance's membership is at this very moment. */
        ConsumerGroupMetadata live();
    }

    private record Sent(ProducerRecord<byte[], byte[]> record, String text, Callback answer) {}

    SimulatedProducer(SimulatedKafka kafka, String id, Chance chance, @Nullable Mutant mutant) {
        super(false, null, new ByteArraySerializer(), new ByteArraySerializer());
        this.kafka = kafka;
        this.id = id;
        this.chance = chance;
        this.mutant = mutant;
    }

    @Override
    public void initTransactions() {
        call("init", () -> epoch = kafka.init(id));
    }

    @Override
    public void beginTransaction() {
        throwIfFatal();
    }

    @Override
    public synchronized Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, @Nullable Callback answer) {
        throwIfFatal();
        if (answer == null) {
            throw new IllegalArgumentException("every write is answered");
        }
        unsent.add(new Sent(record, new String(record.value(), StandardCharsets.UTF_8), answer));
        return new CompletableFuture<>();
    }

    /** Has the oldest record that is not answered written and answered. */
    void answerOne() {
        Sent sent = unsent.poll();
        if (sent == null) {
            return;
        }
        int partition = sent.record().partition();
        RecordMetadata metadata =
                new RecordMetadata(new TopicPartition(sent.record().topic(), partition), 0, 0, 0, 0, 0);
        try {
            if (chance.isFault("send lost")) {
                throw new TimeoutException("not written");
            }
            kafka.append(id, epoch, partition, sent.text());
            if (chance.isFault("send answer lost")) {
                throw new TimeoutException("written, the answer is lost");
            }
            sent.answer().onCompletion(metadata, null);
        } catch (ApiException e) {
            sent.answer().onCompletion(metadata, e);
        }
    }

    @Override
    public void sendOffsetsToTransaction(Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata group) {
        Map<Integer, OffsetAndMetadata> all = new HashMap<>(kept);
        offsets.forEach((partition, offset) -> all.put(partition.partition(), offset));
        if (mutant == Mutant.ONE_FENCE_FOR_TWO) {
            int first = all.keySet().stream().mapToInt(Integer::intValue).min().orElseThrow();
            all.keySet().removeIf(partition -> partition != first);
        }
        kept.putAll(all);
        call("add offsets", () -> {
            if (mutant == Mutant.OFFSETS_OUTSIDE) {
                kafka.commitUnfenced(all);
            } else {
                kafka.addOffsets(id, epoch, all, mutant == Mutant.LIVE_METADATA ? chance.live() : group);
            }
        });
        kept.clear();
    }

    @Override
    public void commitTransaction() {
        while (!unsent.isEmpty()) {
            answerOne();
        }
        isCommitUnknown = true;
        try {
            call("commit", () -> epoch = kafka.end(id, epoch, true));
            isCommitUnknown = false;
        } catch (TimeoutException e) {
            if (mutant == Mutant.RESEND_AFTER_UNDECIDED) {
                isCommitForgotten = true;
                throw new TransactionAbortableException("not answered");
            }
            throw e;
        }
    }

    @Override
    public void abortTransaction() {
        if (isCommitForgotten) {
            isCommitForgotten = false;
            isCommitUnknown = false;
            epoch = kafka.end(id, epoch, true);
            return;
        }
        if (isCommitUnknown) {
            throw new IllegalStateException("a commit is under way");
        }
        while (!unsent.isEmpty()) {
            unsent.remove().answer().onCompletion(null, new TransactionAbortedException());
        }
        call("abort", () -> epoch = kafka.end(id, epoch, false));
    }

    @Override
    public void close(Duration atMost) {
        unsent.clear();
    }

    private void call(String name, Runnable effect) {
        throwIfFatal();
        chance.others(name);
        if (chance.isFault(name + " lost")) {
            throw new TimeoutException(name + " did not arrive");
        }
        try {
            effect.run();
        } catch (ProducerFencedException | InvalidTxnStateException e) {
            fatal = e;
            throw e;
        }
        chance.others(name + " done");
        if (chance.isFault(name + " answer lost")) {
            throw new TimeoutException(name + " took effect, the answer is lost");
        }
    }

    private void throwIfFatal() {
        if (fatal != null) {
            throw new KafkaException("in an error state", fatal);
        }
    }
}
