package dev.holdfast.internal.dispatch;

import dev.holdfast.Delivery;
import dev.holdfast.internal.offset.CommitMetadata;
import dev.holdfast.internal.offset.Guard;
import dev.holdfast.internal.offset.OffsetRing;
import dev.holdfast.internal.offset.PartitionIdentity;
import dev.holdfast.spi.PartitionLane;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One partition for as long as this consumer owns it (an incarnation). Every task points to its lane, so a completion
 * that comes after the partition was lost meets a closed lane and changes nothing.
 *
 * <p>Thread-safe, but for the chains, which the poll thread owns.
 */
public final class Lane implements PartitionLane {
    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);

    private final TopicPartition partition;
    private final Dispatcher dispatcher;
    private final Chains chains;
    private final PartitionIdentity identity;
    private final int partitionsAtStart;
    private final OffsetRing ring;
    private final Instant openedAt;
    private final ByteBuffer committedNote;
    private final long openedFrom;
    private final int takeovers;
    private final AtomicLong finishedRecords = new AtomicLong();
    private final AtomicLong finishedBytes = new AtomicLong();
    private final AtomicLong owedBytes = new AtomicLong();
    private final AtomicInteger failing = new AtomicInteger();
    private final AtomicInteger unwritten = new AtomicInteger();
    private final AtomicReference<@Nullable Condition> stopped = new AtomicReference<>();
    private volatile @Nullable Condition trouble;
    private volatile ByteBuffer note;
    private volatile Instant failingSince;
    private volatile @Nullable Probation probation;
    private volatile boolean released;
    private volatile boolean sealed;
    private volatile boolean halted;
    private volatile boolean closed;

    /**
     * Why a lane is not simply running.
     *
     * @param reason what a person reads
     * @param since since when
     */
    public record Condition(String reason, Instant since) {}

    /**
     * Creates the lane of a partition that was just assigned.
     *
     * @param partition the partition
     * @param dispatcher runs its records
     * @param start where it begins and whose it is; its map is restored
     * @param now the time
     */
    public Lane(TopicPartition partition, Dispatcher dispatcher, CommitMetadata start, Instant now) {
        this.partition = partition;
        this.dispatcher = dispatcher;
        this.chains = Chains.of(dispatcher.handler().orderIn(partition.topic()));
        this.identity = start.identity();
        this.partitionsAtStart = start.partitionsAtStart();
        this.committedNote = start.note();
        this.note = start.note();
        this.openedAt = now;
        this.failingSince = now;
        this.openedFrom = start.offset();
        this.takeovers = start.guard().takeovers();
        this.probation = start.guard().isSuspicious()
                ? new Probation(
                        this,
                        start.guard(),
                        dispatcher.handler().info().concurrency(),
                        dispatcher.quarantine(),
                        dispatcher::ready)
                : null;
        this.ring = new OffsetRing(start.offset());
        ring.restore(start.beyond());
    }

    @Override
    public TopicPartition partition() {
        return partition;
    }

    @Override
    public boolean isOpen() {
        return !closed;
    }

    @Override
    public void submit(ConsumerRecord<byte[], byte[]> record, Delivery delivery) {
        dispatcher.submit(Task.stored(record, this, delivery));
    }

    @Override
    public void write(List<ProducerRecord<byte[], byte[]>> records, Runnable written) {
        List<ProducerRecord<byte[], byte[]>> writes = List.copyOf(records);
        dispatcher.outbox().accept(new Finished(this, Finished.NO_OFFSET, owe(writes), writes, written));
    }

    @Override
    public boolean fits(ProducerRecord<byte[], byte[]> record) {
        return dispatcher.fits(record);
    }

    @Override
    public void stop(String reason) {
        if (!closed && stop(reason, dispatcher.now())) {
            LOG.error("{} has stopped for handler {}: {}", this, dispatcher.id(), reason);
        }
    }

    @Override
    public Uuid topicId() {
        return identity.topicId();
    }

    @Override
    public void note(byte[] bytes) {
        if (bytes.length > CommitMetadata.MAX_NOTE) {
            throw new IllegalArgumentException(
                    "a note has at most " + CommitMetadata.MAX_NOTE + " bytes, not " + bytes.length);
        }
        note = ByteBuffer.wrap(bytes.clone());
        ring.touch();
    }

    @Override
    public byte[] committedNote() {
        byte[] bytes = new byte[committedNote.remaining()];
        committedNote.duplicate().get(bytes);
        return bytes;
    }

    /** What is done in the partition. */
    public OffsetRing ring() {
        return ring;
    }

    /** What is to be committed beside the offset. Called by the committer. */
    public CommitMetadata metadata(OffsetRing.Progress progress) {
        int unmoved = progress.frontier() > openedFrom ? 0 : takeovers;
        Probation running = probation;
        Guard guard = running == null ? new Guard(released, unmoved, Guard.NONE, 0) : running.guard(released, unmoved);
        return new CommitMetadata(identity, progress.frontier(), partitionsAtStart, guard, progress.beyond(), note);
    }

    /** The lane's records one by one, if its owners died before; null as a rule. */
    @Nullable
    Probation probation() {
        return probation;
    }

    void probationIsOver() {
        probation = null;
    }

    /** Whether a record waits until it is committed that it will run. */
    public boolean awaitsCommit() {
        Probation running = probation;
        return running != null && running.awaitsCommit();
    }

    /** Has a lane on probation go on if what it waits for is gone. Poll thread. */
    public void lookAtProbation() {
        Probation running = probation;
        if (running != null) {
            running.look();
        }
    }

    /** Tells commits apart for {@link #committed}; read before the metadata is. */
    public int guardVersion() {
        Probation running = probation;
        return running == null ? 0 : running.version();
    }

    /** The lane's offset was committed with the guard of a version. Called by the committer. */
    public void committed(int guardVersion) {
        Probation running = probation;
        if (running != null) {
            running.committed(guardVersion);
        }
    }

    /** Says with the next commit that the lane is given up in good order. */
    public void release() {
        released = true;
    }

    /** The identity of the partition that the lane was opened for. */
    public PartitionIdentity identity() {
        return identity;
    }

    /** Counts records as finished. Any thread. */
    public void finished(int records, long bytes) {
        finishedRecords.addAndGet(records);
        finishedBytes.addAndGet(bytes);
    }

    /**
     * Counts what is to be written in the lane's name as in flight, until it is {@linkplain #finished finished}. Any thread.
     *
     * @return about how many bytes of the heap it takes
     */
    int owe(List<ProducerRecord<byte[], byte[]>> writes) {
        int bytes = HeapSize.of(writes);
        if (bytes > 0) {
            owedBytes.addAndGet(bytes);
        }
        return bytes;
    }

    /** How many bytes were to be written since the lane was opened. */
    public long owedBytes() {
        return owedBytes.get();
    }

    /** How many records have been finished since the lane was opened. */
    public long finishedRecords() {
        return finishedRecords.get();
    }

    /** How many bytes of records, and of what was written for them, have been finished since the lane was opened. */
    public long finishedBytes() {
        return finishedBytes.get();
    }

    /** How many finished records wait for their writes. Changed by the committer. */
    public AtomicInteger unwritten() {
        return unwritten;
    }

    /** How many records failed and wait for another attempt. */
    public int failing() {
        return failing.get();
    }

    /** Since when records have been failing without a break; of no meaning while none fails. */
    public Instant failingSince() {
        return failingSince;
    }

    /** When the lane was opened. */
    public Instant openedAt() {
        return openedAt;
    }

    void startsFailing(Instant now) {
        if (failing.getAndIncrement() == 0) {
            failingSince = now;
        }
    }

    void stopsFailing() {
        failing.decrementAndGet();
    }

    /**
     * Stops the lane in front of a record; records that run are let finish, no other begins. The first reason stays.
     *
     * @param reason what a person reads
     * @param now since when
     * @return whether it was not stopped before
     */
    public boolean stop(String reason, Instant now) {
        halt();
        return stopped.compareAndSet(null, new Condition(reason, now));
    }

    /** Why the lane has stopped; null if it has not. */
    public @Nullable Condition stopped() {
        return stopped.get();
    }

    /** What keeps the lane's writes from being done; null if nothing does. */
    public @Nullable Condition trouble() {
        return trouble;
    }

    /** Says what keeps the lane's writes from being done. Called by the committer. */
    public void trouble(@Nullable Condition condition) {
        trouble = condition;
    }

    /** Has nothing committed for the lane, so that what is committed stays for people to see. */
    public void seal() {
        sealed = true;
    }

    /** Whether nothing may be committed for the lane. */
    public boolean isSealed() {
        return sealed;
    }

    /** Lets no further record begin. */
    public void halt() {
        halted = true;
        Probation running = probation;
        if (running != null) {
            running.close();
        }
    }

    /** Whether no further record may begin. */
    public boolean isHalted() {
        return halted;
    }

    /** Ends the lane: whatever completes from now on has no effect. */
    public void close() {
        halt();
        closed = true;
    }

    /** The handler's dispatcher. */
    public Dispatcher dispatcher() {
        return dispatcher;
    }

    Chains chains() {
        return chains;
    }

    @Override
    public String toString() {
        return partition.toString();
    }
}
