package dev.holdfast.deadletter;

import dev.holdfast.deadletter.DeadLetterReport.Cause;
import dev.holdfast.deadletter.DeadLetterSource.Format;
import dev.holdfast.deadletter.internal.DeadLetterTopics;
import dev.holdfast.deadletter.internal.Digest;
import dev.holdfast.deadletter.internal.LogEvent.Edit;
import dev.holdfast.deadletter.internal.LogEvent.Kind;
import dev.holdfast.deadletter.internal.PartitionLog.Standing;
import java.util.Optional;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/** Moves the original record to where it is handled again: key, value and headers byte for byte. */
final class Redriving implements Change {
    private final DeadLetterSource source;
    private final LetterFormat format;
    private final String target;
    private final int maxRedrives;
    private final Optional<Replacement> replacement;
    private int targetPartitions;

    private Redriving(DeadLetterSource source, int maxRedrives, Optional<Replacement> replacement) {
        this.source = source;
        this.format = LetterFormat.of(source);
        this.target = source.target()
                .orElseThrow(() -> new IllegalStateException(
                        "name the topic that dead letters of '" + source.topic() + "' go to: redrivenTo(…)"));
        this.maxRedrives = maxRedrives;
        this.replacement = replacement;
    }

    static Redriving asItWas(DeadLetterSource source, int maxRedrives) {
        return new Redriving(source, maxRedrives, Optional.empty());
    }

    static Redriving edited(DeadLetterSource source, int maxRedrives, byte @Nullable [] value) {
        return new Redriving(source, maxRedrives, Optional.of(new Replacement(Optional.ofNullable(Bytes.wrap(value)))));
    }

    @Override
    public Kind kind() {
        return Kind.REDRIVEN;
    }

    @Override
    public boolean isFor(Standing standing) {
        return standing == Standing.OPEN;
    }

    @Override
    public void check(DeadLetterTopics topics, TopicDescription letters) {
        if (isOwn()) {
            topics.require(target, letters.partitions().size());
        }
        targetPartitions = topics.require(target).partitions().size();
    }

    @Override
    public Optional<Cause> obstacle(Letter letter) {
        if (letter.redrives() >= maxRedrives) {
            return Optional.of(Cause.REDRIVEN_TOO_OFTEN);
        }
        return format.redriven(letter).isEmpty() ? Optional.of(Cause.ORIGIN_UNKNOWN) : Optional.empty();
    }

    @Override
    public Optional<ProducerRecord<byte[], byte[]>> move(Letter letter) {
        byte @Nullable [] bytes = replacement.isEmpty()
                ? letter.record().value()
                : replacement.get().bytes();
        return format.redriven(letter)
                .map(headers -> new ProducerRecord<>(
                        target, partition(letter), null, letter.record().key(), bytes, headers));
    }

    @Override
    public Optional<Edit> edit(Letter letter) {
        return replacement.map(
                changed -> new Edit(Digest.of(letter.record().value()), Digest.of(changed.bytes()), changed.value()));
    }

    /** Null for that of the key: in another topic than the original one the original number means nothing. */
    private @Nullable Integer partition(Letter letter) {
        if (isOwn()) {
            return letter.record().partition();
        }
        return letter.origin()
                .filter(origin -> origin.topic().equals(target) && origin.partition() < targetPartitions)
                .map(DeadLetterOrigin::partition)
                .orElse(null);
    }

    private boolean isOwn() {
        return source.format() == Format.HOLDFAST;
    }

    /** Another value; an empty one is a tombstone. */
    private record Replacement(Optional<Bytes> value) {
        byte @Nullable [] bytes() {
            return value.map(Bytes::get).orElse(null);
        }
    }
}
