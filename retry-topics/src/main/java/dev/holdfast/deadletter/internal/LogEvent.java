package dev.holdfast.deadletter.internal;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * What was done to a dead letter once.
 *
 * @param kind what
 * @param at when, by the clock of whoever did it; kept in milliseconds
 * @param who the name that was given
 * @param why the reason that was given
 * @param target the topic that it was moved to; null if it was not moved
 * @param edit how its value was changed; null if it was not
 */
public record LogEvent(Kind kind, Instant at, String who, String why, @Nullable String target, @Nullable Edit edit) {
    /** Checks that what must be there is there. */
    public LogEvent {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(who, "who");
        Objects.requireNonNull(why, "why");
    }

    /** What can be done to a dead letter. The numbers are in the log and never change. */
    public enum Kind {
        /** Moved, to be handled again. */
        REDRIVEN(1),
        /** Given up. */
        DISCARDED(2),
        /** Open again. */
        REOPENED(3);

        private final int code;

        Kind(int code) {
            this.code = code;
        }

        int code() {
            return code;
        }

        static Kind of(int code) {
            for (Kind kind : values()) {
                if (kind.code == code) {
                    return kind;
                }
            }
            throw new IllegalArgumentException("unknown kind of event: " + code);
        }
    }

    /**
     * A changed value.
     *
     * @param before the value's digest before; that value stays in the dead-letter topic
     * @param after its digest afterwards
     * @param value the new value itself; empty for a tombstone
     */
    public record Edit(Digest before, Digest after, Optional<Bytes> value) {}
}
