package dev.holdfast.deadletter;

import dev.holdfast.deadletter.internal.Clients;
import dev.holdfast.deadletter.internal.DeadLetterTopics;
import dev.holdfast.deadletter.internal.LetterReader;
import dev.holdfast.deadletter.internal.Pace;
import dev.holdfast.deadletter.internal.Transactions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * What every call begins with: how to reach the dead letters, and the time.
 *
 * @param source which dead letters
 * @param clients makes clients; each call has its own and closes them
 * @param time the time of events
 * @param clock the time that a pace keeps to
 */
record Connection(DeadLetterSource source, Clients clients, InstantSource time, Pace.Clock clock) {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    DeadLetterTopics topics() {
        return new DeadLetterTopics(clients, PATIENCE);
    }

    /** For whoever changes nothing: there may be no log yet. */
    LetterReader reader(DeadLetterTopics topics) {
        int partitions =
                topics.find(source.log()).map(log -> log.partitions().size()).orElse(0);
        return reader(topics, partitions);
    }

    /** For whoever knows that there is a log, and must not take it for empty because a broker does not know it yet. */
    LetterReader reader(DeadLetterTopics topics, int logPartitions) {
        return new LetterReader(clients, topics, source.log(), logPartitions, PATIENCE);
    }

    Transactions transactions() {
        return Transactions.open(clients, source.transactionalId(), PATIENCE);
    }

    Instant now() {
        return time.instant();
    }
}
