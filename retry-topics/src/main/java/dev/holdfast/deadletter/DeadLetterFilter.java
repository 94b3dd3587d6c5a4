package dev.holdfast.deadletter;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.common.utils.Bytes;

/**
 * Which dead letters: those for which everything holds that is said. Immutable: every method returns a changed copy.
 *
 * @param handler the handler's id; of Kafka Connect, the connector
 * @param reason the reason
 * @param fingerprint the fingerprint
 * @param from the earliest timestamp of the dead letter, included
 * @param before the latest timestamp of the dead letter, excluded
 * @param key the original key's bytes
 * @param partition the partition
 * @param fromOffset the first offset in the dead-letter topic, included
 * @param beforeOffset the last offset in the dead-letter topic, excluded
 * @param after only those behind this one in the order of lists; for the next page
 * @param statuses how they stand
 */
public record DeadLetterFilter(
        Optional<String> handler,
        Optional<String> reason,
        Optional<String> fingerprint,
        Optional<Instant> from,
        Optional<Instant> before,
        Optional<Bytes> key,
        OptionalInt partition,
        OptionalLong fromOffset,
        OptionalLong beforeOffset,
        Optional<DeadLetterId> after,
        Set<DeadLetterStatus> statuses) {
    private static final DeadLetterFilter OPEN = new DeadLetterFilter(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            OptionalInt.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            Optional.empty(),
            EnumSet.of(DeadLetterStatus.OPEN));

    /** Copies the statuses. */
    public DeadLetterFilter {
        statuses = Set.copyOf(statuses);
    }

    /**
     * All that are open.
     *
     * @return the filter
     */
    public static DeadLetterFilter open() {
        return OPEN;
    }

    /**
     * Of one handler.
     *
     * @param id the handler's id
     * @return a changed copy
     */
    public DeadLetterFilter handler(String id) {
        return new DeadLetterFilter(
                Optional.of(id),
                reason,
                fingerprint,
                from,
                before,
                key,
                partition,
                fromOffset,
                beforeOffset,
                after,
                statuses);
    }

    /**
     * For one reason.
     *
     * @param name the reason
     * @return a changed copy
     */
    public DeadLetterFilter reason(String name) {
        return new DeadLetterFilter(
                handler,
                Optional.of(name),
                fingerprint,
                from,
                before,
                key,
                partition,
                fromOffset,
                beforeOffset,
                after,
                statuses);
    }

    /**
     * With one fingerprint.
     *
     * @param hash the fingerprint
     * @return a changed copy
     */
    public DeadLetterFilter fingerprint(String hash) {
        return new DeadLetterFilter(
                handler,
                reason,
                Optional.of(hash),
                from,
                before,
                key,
                partition,
                fromOffset,
                beforeOffset,
                after,
                statuses);
    }

    /**
     * Written in a stretch of time.
     *
     * @param start the first moment, included
     * @param end the last moment, excluded
     * @return a changed copy
     */
    public DeadLetterFilter between(Instant start, Instant end) {
        return from(start).before(end);
    }

    /**
     * Written at a moment or later.
     *
     * @param start the first moment, included
     * @return a changed copy
     */
    public DeadLetterFilter from(Instant start) {
        return new DeadLetterFilter(
                handler,
                reason,
                fingerprint,
                Optional.of(start),
                before,
                key,
                partition,
                fromOffset,
                beforeOffset,
                after,
                statuses);
    }

    /**
     * Written before a moment.
     *
     * @param end the last moment, excluded
     * @return a changed copy
     */
    public DeadLetterFilter before(Instant end) {
        return new DeadLetterFilter(
                handler,
                reason,
                fingerprint,
                from,
                Optional.of(end),
                key,
                partition,
                fromOffset,
                beforeOffset,
                after,
                statuses);
    }

    /**
     * With a key of text.
     *
     * @param text the key, in UTF-8
     * @return a changed copy
     */
    public DeadLetterFilter key(String text) {
        return key(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * With a key.
     *
     * @param bytes the key's bytes
     * @return a changed copy
     */
    public DeadLetterFilter key(byte[] bytes) {
        Optional<Bytes> copy = Optional.of(Bytes.wrap(bytes.clone()));
        return new DeadLetterFilter(
                handler, reason, fingerprint, from, before, copy, partition, fromOffset, beforeOffset, after, statuses);
    }

    /**
     * In one partition.
     *
     * @param number the partition
     * @return a changed copy
     */
    public DeadLetterFilter partition(int number) {
        return new DeadLetterFilter(
                handler,
                reason,
                fingerprint,
                from,
                before,
                key,
                OptionalInt.of(number),
                fromOffset,
                beforeOffset,
                after,
                statuses);
    }

    /**
     * With offsets, in the dead-letter topic, in a range.
     *
     * @param first the first offset, included
     * @param end the last offset, excluded
     * @return a changed copy
     */
    public DeadLetterFilter offsets(long first, long end) {
        return new DeadLetterFilter(
                handler,
                reason,
                fingerprint,
                from,
                before,
                key,
                partition,
                OptionalLong.of(first),
                OptionalLong.of(end),
                after,
                statuses);
    }

    /**
     * Behind one in the order of lists, which is by partition, then offset.
     *
     * @param id the last one of the page before
     * @return a changed copy
     */
    public DeadLetterFilter after(DeadLetterId id) {
        return new DeadLetterFilter(
                handler,
                reason,
                fingerprint,
                from,
                before,
                key,
                partition,
                fromOffset,
                beforeOffset,
                Optional.of(id),
                statuses);
    }

    /**
     * Standing in one of some ways, in place of only those that are open.
     *
     * @param status one way
     * @param more others
     * @return a changed copy
     */
    public DeadLetterFilter status(DeadLetterStatus status, DeadLetterStatus... more) {
        return new DeadLetterFilter(
                handler,
                reason,
                fingerprint,
                from,
                before,
                key,
                partition,
                fromOffset,
                beforeOffset,
                after,
                EnumSet.of(status, more));
    }

    static DeadLetterFilter only(DeadLetterId id) {
        return open().partition(id.partition()).offsets(id.offset(), id.offset() + 1);
    }

    boolean hasPartition(int number) {
        return (partition.isEmpty() || partition.getAsInt() == number)
                && (after.isEmpty() || after.get().partition() <= number);
    }

    /** The first offset of a partition that may match. */
    long first(int number) {
        long behind = after.filter(id -> id.partition() == number)
                .map(id -> id.offset() + 1)
                .orElse(0L);
        return Math.max(behind, fromOffset.orElse(0));
    }

    /** Whether a dead letter matches, however it stands. */
    boolean matches(Letter letter) {
        return isIn(letter.at())
                && (key.isEmpty()
                        || Arrays.equals(key.get().get(), letter.record().key()))
                && is(handler, letter.failure().handler())
                && is(reason, letter.failure().reason())
                && is(fingerprint, letter.failure().fingerprint());
    }

    private boolean isIn(Instant at) {
        return from.map(start -> !at.isBefore(start)).orElse(true)
                && before.map(at::isBefore).orElse(true);
    }

    private static boolean is(Optional<String> wanted, Optional<String> found) {
        return wanted.isEmpty() || Objects.equals(wanted, found);
    }

    /** Tells whether there is a key, never which. */
    @Override
    public String toString() {
        return "DeadLetterFilter[handler=" + handler + ", reason=" + reason + ", fingerprint=" + fingerprint + ", from="
                + from + ", before=" + before + ", key=" + (key.isEmpty() ? "any" : "given") + ", partition="
                + partition
                + ", offsets=" + fromOffset + " to " + beforeOffset + ", after=" + after + ", statuses=" + statuses
                + "]";
    }
}
