package dev.holdfast.internal.definition;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads values as settings and annotations write them. Failures are sentences that quote the text. */
final class ValueText {
    private static final Pattern SHORT_DURATION = Pattern.compile("(\\d{1,9})\\s*(ms|s|m|h|d)");

    private ValueText() {}

    static String text(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("the value is empty");
        }
        return text.trim();
    }

    static List<String> list(String text) {
        return Arrays.stream(text(text).split(",", -1)).map(String::trim).toList();
    }

    static int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "' is not a whole number", e);
        }
    }

    static boolean bool(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("'" + text + "' is neither true nor false");
        };
    }

    static <E extends Enum<E>> Function<String, E> oneOf(Class<E> type) {
        return text -> {
            String wanted = text.replace('-', '_');
            return Arrays.stream(type.getEnumConstants())
                    .filter(constant -> constant.name().equalsIgnoreCase(wanted))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(
                            "'" + text + "' is not one of " + Arrays.toString(type.getEnumConstants())));
        };
    }

    static Duration duration(String text) {
        String trimmed = text.trim();
        Matcher matcher = SHORT_DURATION.matcher(trimmed);
        Duration duration = matcher.matches() ? shortDuration(matcher) : isoDuration(trimmed);
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException("the duration must be more than nothing, but is '" + text + "'");
        }
        return duration;
    }

    private static Duration shortDuration(Matcher matcher) {
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
    }

    private static Duration isoDuration(String text) {
        try {
            return Duration.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not a duration: write 500ms, 10s, 1m, 2h, 1d or ISO-8601 like PT10S", e);
        }
    }
}
