package dev.holdfast.deadletter;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a dead letter is in its topic. Its text is "partition-offset".
 *
 * @param partition the partition
 * @param offset the offset
 */
public record DeadLetterId(int partition, long offset) implements Comparable<DeadLetterId> {
    private static final Pattern TEXT = Pattern.compile("(\\d{1,9})-(\\d{1,18})");

    /** Checks that neither is negative. */
    public DeadLetterId {
        if (partition < 0 || offset < 0) {
            throw new IllegalArgumentException("neither may be negative: " + partition + ", " + offset);
        }
    }

    /**
     * Reads what {@link #toString} wrote.
     *
     * @param text "partition-offset"
     * @return the id
     * @throws IllegalArgumentException if the text is not like that
     */
    public static DeadLetterId parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("a dead letter is named as partition-offset, such as 3-1042");
        }
        return new DeadLetterId(Integer.parseInt(matcher.group(1)), Long.parseLong(matcher.group(2)));
    }

    @Override
    public int compareTo(DeadLetterId other) {
        return partition == other.partition
                ? Long.compare(offset, other.offset)
                : Integer.compare(partition, other.partition);
    }

    @Override
    public String toString() {
        return partition + "-" + offset;
    }
}
