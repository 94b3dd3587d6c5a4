package dev.holdfast;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where a consumer group begins in a partition for which it has never committed an offset.
 *
 * <p>It does not matter once the group has committed, and it does not apply to partitions that are added to a topic
 * later: those are read from their first record.
 */
public final class StartPosition {
    /** From the first record that the partition still has. The default. */
    public static final StartPosition EARLIEST = new StartPosition("earliest", null);

    /** From the first record that is written after the group's first start. */
    public static final StartPosition LATEST = new StartPosition("latest", null);

    private final String text;
    private final @Nullable Instant time;

    private StartPosition(String text, @Nullable Instant time) {
        this.text = text;
        this.time = time;
    }

    /**
     * From the first record whose timestamp is not before a moment; from the end if there is none.
     *
     * @param time the moment
     * @return the position
     */
    public static StartPosition at(Instant time) {
        return new StartPosition(time.toString(), time);
    }

    /**
     * Reads a position as settings and annotations write it.
     *
     * @param text {@code earliest}, {@code latest} or an ISO-8601 instant such as {@code 2026-01-31T00:00:00Z}
     * @return the position
     * @throws IllegalArgumentException if the text is none of these; the message says what is
     */
    public static StartPosition parse(String text) {
        return switch (text.trim().toLowerCase(Locale.ROOT)) {
            case "earliest" -> EARLIEST;
            case "latest" -> LATEST;
            default -> parseTime(text.trim());
        };
    }

    private static StartPosition parseTime(String text) {
        try {
            return at(Instant.parse(text));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not a start position: use earliest, latest or an instant like"
                            + " 2026-01-31T00:00:00Z",
                    e);
        }
    }

    /**
     * The moment of a position made by {@link #at}.
     *
     * @return the moment, or null for {@link #EARLIEST} and {@link #LATEST}
     */
    public @Nullable Instant time() {
        return time;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StartPosition that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return Objects.hash(text);
    }

    @Override
    public String toString() {
        return text;
    }
}
