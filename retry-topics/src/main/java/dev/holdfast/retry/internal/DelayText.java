package dev.holdfast.retry.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads delays as they are written: {@code 500ms}, {@code 10s}, {@code 1m}, {@code 2h}, {@code 1d}, nothing else. */
public final class DelayText {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");

    private DelayText() {}

    /**
     * Reads one.
     *
     * @param text the text
     * @return the delay, more than nothing
     * @throws IllegalArgumentException with a sentence that quotes the text
     */
    public static Duration parse(String text) {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + text + "' is not a duration: write 500ms, 10s, 1m, 2h or 1d");
        }
        long amount = Long.parseLong(matcher.group(1));
        if (amount == 0) {
            throw new IllegalArgumentException("'" + text + "' is no time at all: it must be more than nothing");
        }
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
    }

    /**
     * Reads several, as annotations write them.
     *
     * @param texts the texts
     * @param what what they are, for problems: {@code the delay}
     * @param problems takes a sentence for each that can't be read
     * @return those that could be read
     */
    public static List<Duration> parse(List<String> texts, String what, List<String> problems) {
        List<Duration> delays = new ArrayList<>();
        for (String text : texts) {
            try {
                delays.add(parse(text));
            } catch (IllegalArgumentException e) {
                problems.add(what + " " + e.getMessage());
            }
        }
        return delays;
    }

    /**
     * Reads several, as settings write them: with commas between them.
     *
     * @param text the text
     * @return the delays
     * @throws IllegalArgumentException with a sentence for the first that can't be read
     */
    public static List<Duration> list(String text) {
        return Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .map(DelayText::parse)
                .toList();
    }
}
