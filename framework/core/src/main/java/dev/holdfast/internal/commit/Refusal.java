package dev.holdfast.internal.commit;

import java.time.Duration;
import java.time.Instant;

/** Why a topic or a record is not written, and when it is tried again. Confined to the committer's thread. */
final class Refusal {
    private static final Duration FIRST_WAIT = Duration.ofMillis(500);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private String reason;
    private Instant next;
    private Duration wait = FIRST_WAIT;
    private boolean byBroker;
    private boolean over;

    Refusal(String reason, Instant now) {
        this.reason = reason;
        this.next = now.plus(FIRST_WAIT);
    }

    String reason() {
        return reason;
    }

    /** Whether a broker has refused it; otherwise it is only not known yet. */
    boolean isByBroker() {
        return byBroker;
    }

    boolean isDue(Instant now) {
        return !now.isBefore(next);
    }

    boolean isOver() {
        return over;
    }

    void refused(String why, Instant now) {
        reason = why;
        byBroker = true;
        later(now);
    }

    /** Tried without success: next after the wait, which doubles up to its limit. */
    void later(Instant now) {
        next = now.plus(wait);
        Duration twice = wait.multipliedBy(2);
        wait = twice.compareTo(LONGEST_WAIT) < 0 ? twice : LONGEST_WAIT;
    }

    void isWellAgain() {
        over = true;
    }
}
