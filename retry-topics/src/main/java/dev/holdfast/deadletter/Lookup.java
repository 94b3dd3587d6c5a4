package dev.holdfast.deadletter;

import dev.holdfast.deadletter.internal.DeadLetterTopics;
import dev.holdfast.deadletter.internal.Digest;
import dev.holdfast.deadletter.internal.LetterReader;
import dev.holdfast.deadletter.internal.LogEntry;
import dev.holdfast.deadletter.internal.LogEvent;
import dev.holdfast.deadletter.internal.PartitionLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.apache.kafka.clients.admin.TopicDescription;

/** Reads dead letters, one after the other. */
final class Lookup {
    private final Connection connection;
    private final LetterFormat format;

    Lookup(Connection connection) {
        this.connection = connection;
        this.format = LetterFormat.of(connection.source());
    }

    /** Passes those that match to a visitor, until it returns false. */
    void each(DeadLetterFilter filter, BiPredicate<Letter, DeadLetterStatus> visitor) {
        read(filter, -1, (letter, log) -> {
            DeadLetterStatus status = status(letter, log);
            boolean wanted = filter.allows(status) && filter.matches(letter);
            return !wanted || visitor.test(letter, status);
        });
    }

    Optional<DeadLetterDetails> details(DeadLetterId id) {
        List<DeadLetterDetails> found = new ArrayList<>(1);
        read(DeadLetterFilter.only(id), id.offset(), (letter, log) -> {
            found.add(details(letter, log));
            return false;
        });
        return found.stream().findFirst();
    }

    private void read(DeadLetterFilter filter, long wanted, BiPredicate<Letter, PartitionLog> visitor) {
        try (DeadLetterTopics topics = connection.topics()) {
            TopicDescription letters = topics.require(connection.source().topic());
            List<Stretch> stretches = Stretch.of(filter, topics, letters);
            try (LetterReader reader = connection.reader(topics)) {
                boolean more = true;
                for (Stretch stretch : stretches) {
                    if (more && stretch.from() < stretch.end()) {
                        PartitionLog log = reader.log(
                                letters.topicId(), stretch.partition().partition(), wanted);
                        more = reader.letters(
                                stretch.partition(),
                                stretch.from(),
                                stretch.end(),
                                record -> visitor.test(format.read(record), log));
                    }
                }
            }
        }
    }

    private static DeadLetterDetails details(Letter letter, PartitionLog log) {
        Optional<LogEntry> history = log.history(letter.record().offset());
        return new DeadLetterDetails(
                letter,
                status(letter, log),
                history.map(LogEntry::total).orElse(0),
                history.map(entry -> entry.events().stream().map(Lookup::event).toList())
                        .orElse(List.of()));
    }

    private static DeadLetterStatus status(Letter letter, PartitionLog log) {
        return DeadLetterStatus.valueOf(log.standing(letter.record().offset()).name());
    }

    private static DeadLetterEvent event(LogEvent event) {
        return new DeadLetterEvent(
                DeadLetterEvent.Kind.valueOf(event.kind().name()),
                event.at(),
                event.who(),
                event.why(),
                Optional.ofNullable(event.target()),
                Optional.ofNullable(event.edit()).map(Lookup::edit));
    }

    private static DeadLetterEvent.Edit edit(LogEvent.Edit edit) {
        Digest before = edit.before();
        Digest after = edit.after();
        return new DeadLetterEvent.Edit(before.sha256(), before.length(), after.sha256(), after.length(), edit.value());
    }
}
