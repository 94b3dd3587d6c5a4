package dev.holdfast.retry.internal;

import dev.holdfast.Delivery;
import dev.holdfast.spi.Disposition;
import dev.holdfast.spi.HandlerInfo;
import dev.holdfast.spi.HandlerRecord;
import dev.holdfast.spi.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides where a failed record goes. Attempts decide, not the topic that the record came from: so the number of attempts
 * is bounded, whatever delays a handler asks for and however the retry topics change. Pure but for logging; thread-safe.
 */
final class Router {
    private static final Logger LOG = LoggerFactory.getLogger(Router.class);

    private final HandlerInfo handler;
    private final RetryPolicy policy;
    private final OwnTopics own;
    private final Classification classification;
    private final Totals totals;

    Router(HandlerInfo handler, RetryPolicy policy, OwnTopics own, Totals totals) {
        this.totals = totals;
        this.handler = handler;
        this.policy = policy;
        this.own = own;
        this.classification = new Classification(policy.only(), policy.except());
    }

    /**
     * Routes a failure.
     *
     * @param record the record
     * @param failed what went wrong
     * @param redrives how often the record came back from the dead letters
     * @param now the time
     */
    Disposition route(HandlerRecord record, Verdict.Failed failed, int redrives, Instant now) {
        if (failed.reason().equals(Verdict.Failed.CODEC_UNAVAILABLE)) {
            return Disposition.unchanged();
        }
        int attempts = record.delivery().attempt();
        Duration asked = failed.after();
        if (failed.kind() == Verdict.Kind.PERMANENT) {
            return end(record, failed, failed.reason(), redrives, now);
        }
        if (asked == null && !classification.isRetryable(failed.cause())) {
            return end(record, failed, "not-retryable", redrives, now);
        }
        if (attempts >= policy.mostAttempts()) {
            return end(record, failed, "retries-exhausted", redrives, now);
        }
        if (policy.delays().isEmpty()
                || (asked == null && attempts <= policy.inPlace().size())) {
            return Disposition.tryAgain(asked != null ? asked : policy.inPlace().get(attempts - 1));
        }
        int tier = asked != null
                ? tierFor(asked)
                : Math.max(1, attempts - policy.inPlace().size());
        Duration delay = asked != null ? clamped(asked, record) : policy.delay(tier);
        return retry(record, failed, tier, redrives, now, now.plus(delay));
    }

    /** The one with the longest delay that is not longer than what was asked for; the first if all are longer. */
    private int tierFor(Duration asked) {
        int best = 0;
        for (int tier = 1; tier <= policy.delays().size(); tier++) {
            Duration delay = policy.delay(tier);
            if (delay.compareTo(asked) <= 0 && (best == 0 || delay.compareTo(policy.delay(best)) > 0)) {
                best = tier;
            }
        }
        return Math.max(1, best);
    }

    private Duration clamped(Duration asked, HandlerRecord record) {
        Duration most = OwnTopics.longestWait(policy);
        if (asked.compareTo(most) <= 0) {
            return asked;
        }
        LOG.warn(
                "handler {} asked to be tried again after {} at {}, but the retry topics are sure to keep records for"
                        + " {} only, after which it is tried",
                handler.id(),
                asked,
                record.delivery().id(),
                most);
        return most;
    }

    private Disposition retry(
            HandlerRecord record, Verdict.Failed failed, int tier, int redrives, Instant now, Instant due) {
        Failure failure = FailureReader.toBeTriedAgain(failed);
        Trail trail = trail(record.delivery(), failure, redrives, now, due);
        String topic = own.retry(own.sourceOf(record.record().topic()), tier);
        return FailureWriter.write(topic, record, record.delivery().headers(), trail)
                .map(copy -> Totals.counting(
                        List.of(copy),
                        () -> totals.retried(Integer.toString(tier)),
                        "next attempt at " + due + " from " + topic))
                .orElseGet(() -> end(record, failed, "too-large", redrives, now));
    }

    private Disposition end(HandlerRecord record, Verdict.Failed failed, String reason, int redrives, Instant now) {
        Delivery delivery = record.delivery();
        if (policy.stops()) {
            return Disposition.stopPartition(reason + " after " + delivery.attempt()
                    + (delivery.attempt() == 1 ? " attempt at " : " attempts at ") + delivery.id() + ": "
                    + failed.message());
        }
        Trail trail = trail(delivery, FailureReader.last(failed, reason), redrives, now, null);
        return deadLetter(record, trail, delivery.headers(), reason);
    }

    /**
     * One that is too large even without what can be left out is sent all the same: its partition waits, with the topic and
     * the broker's refusal in its state, and goes on when the topic takes it, without handling the record again.
     */
    private Disposition deadLetter(HandlerRecord record, Trail trail, Headers original, String why) {
        String topic = own.deadLetter(own.sourceOf(record.record().topic()));
        ProducerRecord<byte[], byte[]> letter = FailureWriter.write(topic, record, original, trail)
                .orElseGet(() -> FailureWriter.smallest(topic, record, original, trail));
        return Totals.counting(
                List.of(letter),
                () -> totals.deadLettered(trail.failure().reason()),
                "dead letter in " + topic + ", " + why);
    }

    private Trail trail(Delivery delivery, Failure failure, int redrives, Instant now, @Nullable Instant due) {
        Origin origin = new Origin(delivery.topic(), delivery.partition(), delivery.offset(), delivery.timestamp());
        Instant first = delivery.firstFailedAt().orElse(now);
        return new Trail(origin, delivery.attempt(), first, now, due, handler.group(), handler.id(), failure, redrives);
    }

    /**
     * Routes a record of one of the handler's own topics whose headers can't be understood: what they say of its origin is
     * not known, so it counts as coming from where it was found, and they travel as a stranger's.
     */
    Disposition malformed(HandlerRecord record, String what, Instant now) {
        var found = record.record();
        Origin origin = new Origin(
                found.topic(), found.partition(), found.offset(), Instant.ofEpochMilli(Math.max(0, found.timestamp())));
        Failure failure = new Failure("malformed-headers", "", what, "", Fingerprint.of("malformed-headers", what));
        Trail trail = new Trail(origin, 0, now, now, null, handler.group(), handler.id(), failure, 0);
        return deadLetter(record, trail, found.headers(), "malformed-headers: " + what);
    }
}
