package dev.holdfast.deadletter;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.common.utils.Bytes;

/** Which dead letters: those for which everything holds that is said. Immutable: every method returns a changed copy. */
public final class DeadLetterFilter {
    private static final DeadLetterFilter OPEN = new DeadLetterFilter(
            new Causes(Optional.empty(), Optional.empty(), Optional.empty()),
            new Span(Optional.empty(), Optional.empty()),
            Optional.empty(),
            new Place(OptionalInt.empty(), OptionalLong.empty(), OptionalLong.empty(), Optional.empty()),
            EnumSet.of(DeadLetterStatus.OPEN));

    private final Causes causes;
    private final Span span;
    private final Optional<Bytes> key;
    private final Place place;
    private final Set<DeadLetterStatus> statuses;

    private DeadLetterFilter(
            Causes causes, Span span, Optional<Bytes> key, Place place, Set<DeadLetterStatus> statuses) {
        this.causes = causes;
        this.span = span;
        this.key = key;
        this.place = place;
        this.statuses = Set.copyOf(statuses);
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
     * @param id the handler's id; of Kafka Connect, the connector
     * @return a changed copy
     */
    public DeadLetterFilter handler(String id) {
        return with(new Causes(Optional.of(id), causes.reason, causes.fingerprint));
    }

    /**
     * For one reason.
     *
     * @param name the reason
     * @return a changed copy
     */
    public DeadLetterFilter reason(String name) {
        return with(new Causes(causes.handler, Optional.of(name), causes.fingerprint));
    }

    /**
     * With one fingerprint.
     *
     * @param hash the fingerprint
     * @return a changed copy
     */
    public DeadLetterFilter fingerprint(String hash) {
        return with(new Causes(causes.handler, causes.reason, Optional.of(hash)));
    }

    /**
     * Written in a stretch of time.
     *
     * @param start the first moment, included
     * @param end the last moment, excluded
     * @return a changed copy
     */
    public DeadLetterFilter between(Instant start, Instant end) {
        return with(new Span(Optional.of(start), Optional.of(end)));
    }

    /**
     * Written at a moment or later.
     *
     * @param start the first moment, included
     * @return a changed copy
     */
    public DeadLetterFilter from(Instant start) {
        return with(new Span(Optional.of(start), span.before));
    }

    /**
     * Written before a moment.
     *
     * @param end the last moment, excluded
     * @return a changed copy
     */
    public DeadLetterFilter before(Instant end) {
        return with(new Span(span.from, Optional.of(end)));
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
        return new DeadLetterFilter(causes, span, Optional.of(Bytes.wrap(bytes.clone())), place, statuses);
    }

    /**
     * In one partition.
     *
     * @param number the partition
     * @return a changed copy
     */
    public DeadLetterFilter partition(int number) {
        return with(new Place(OptionalInt.of(number), place.first, place.end, place.after));
    }

    /**
     * With offsets, in the dead-letter topic, in a range.
     *
     * @param first the first offset, included
     * @param end the last offset, excluded
     * @return a changed copy
     */
    public DeadLetterFilter offsets(long first, long end) {
        return with(new Place(place.partition, OptionalLong.of(first), OptionalLong.of(end), place.after));
    }

    /**
     * Behind one in the order of lists, which is by partition, then offset.
     *
     * @param id the last one of the page before
     * @return a changed copy
     */
    public DeadLetterFilter after(DeadLetterId id) {
        return with(new Place(place.partition, place.first, place.end, Optional.of(id)));
    }

    /**
     * Standing in one of some ways, in place of only those that are open.
     *
     * @param status one way
     * @param more others
     * @return a changed copy
     */
    public DeadLetterFilter status(DeadLetterStatus status, DeadLetterStatus... more) {
        return new DeadLetterFilter(causes, span, key, place, EnumSet.of(status, more));
    }

    static DeadLetterFilter only(DeadLetterId id) {
        return open().partition(id.partition()).offsets(id.offset(), id.offset() + 1);
    }

    boolean hasPartition(int number) {
        return place.hasPartition(number);
    }

    /** The first offset of a partition that may match, as far as offsets tell. */
    long first(int number) {
        return place.first(number);
    }

    /** The offset of every partition from which on none matches. */
    long end() {
        return place.end.orElse(Long.MAX_VALUE);
    }

    /** The time before which none matches. */
    Optional<Instant> since() {
        return span.from;
    }

    boolean allows(DeadLetterStatus status) {
        return statuses.contains(status);
    }

    /** Whether a dead letter matches, however it stands, and wherever. */
    boolean matches(Letter letter) {
        return span.has(letter.at())
                && causes.match(letter.failure())
                && (key.isEmpty()
                        || Arrays.equals(key.get().get(), letter.record().key()));
    }

    private DeadLetterFilter with(Causes changed) {
        return new DeadLetterFilter(changed, span, key, place, statuses);
    }

    private DeadLetterFilter with(Span changed) {
        return new DeadLetterFilter(causes, changed, key, place, statuses);
    }

    private DeadLetterFilter with(Place changed) {
        return new DeadLetterFilter(causes, span, key, changed, statuses);
    }

    /** Tells whether there is a key, never which. */
    @Override
    public String toString() {
        return "DeadLetterFilter[" + causes + ", " + span + ", key=" + (key.isEmpty() ? "any" : "given") + ", " + place
                + ", statuses=" + statuses + "]";
    }

    /** Why it failed. */
    private record Causes(Optional<String> handler, Optional<String> reason, Optional<String> fingerprint) {
        boolean match(DeadLetterFailure failure) {
            return is(handler, failure.handler())
                    && is(reason, failure.reason())
                    && is(fingerprint, failure.fingerprint());
        }

        private static boolean is(Optional<String> wanted, Optional<String> found) {
            return wanted.isEmpty() || wanted.equals(found);
        }
    }

    /** When it was written: the first moment included, the last one excluded. */
    private record Span(Optional<Instant> from, Optional<Instant> before) {
        boolean has(Instant at) {
            return from.map(start -> !at.isBefore(start)).orElse(true)
                    && before.map(at::isBefore).orElse(true);
        }
    }

    /** Where it is in the dead-letter topic: the first offset included, the last one excluded. */
    private record Place(OptionalInt partition, OptionalLong first, OptionalLong end, Optional<DeadLetterId> after) {
        boolean hasPartition(int number) {
            return (partition.isEmpty() || partition.getAsInt() == number)
                    && (after.isEmpty() || after.get().partition() <= number);
        }

        long first(int number) {
            long behind = after.filter(id -> id.partition() == number)
                    .map(id -> id.offset() + 1)
                    .orElse(0L);
            return Math.max(behind, first.orElse(0));
        }
    }
}
