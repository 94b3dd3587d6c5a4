package dev.holdfast.internal.topic;

import dev.holdfast.state.TopicStatus.Difference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/** Compares a topic with how it should be. */
final class Differences {
    static final String PARTITIONS = "partitions";
    static final String REPLICAS = "replicas";

    private Differences() {}

    static List<Difference> between(Expectation expected, ActualTopic actual) {
        List<Difference> differences = new ArrayList<>();
        number(PARTITIONS, expected.partitions(), actual.partitions(), differences);
        number(REPLICAS, expected.replicas(), actual.replicas(), differences);
        Map<String, String> config = actual.config();
        if (config != null) {
            expected.config().forEach((key, value) -> {
                String there = config.getOrDefault(key, "");
                if (!same(value, there)) {
                    differences.add(new Difference(key, value, there));
                }
            });
        }
        return differences;
    }

    private static void number(String what, OptionalInt expected, int actual, List<Difference> differences) {
        if (expected.isPresent() && expected.getAsInt() != actual) {
            differences.add(new Difference(what, Integer.toString(expected.getAsInt()), Integer.toString(actual)));
        }
    }

    /** The broker answers numbers and lists in its own spelling. */
    private static boolean same(String expected, String actual) {
        if (expected.equals(actual)) {
            return true;
        }
        if (isNumber(expected) && isNumber(actual)) {
            return Double.compare(Double.parseDouble(expected), Double.parseDouble(actual)) == 0;
        }
        return items(expected).equals(items(actual));
    }

    private static boolean isNumber(String text) {
        return text.matches("\\s*-?\\d{1,15}(\\.\\d{1,15})?\\s*");
    }

    private static Set<String> items(String text) {
        Set<String> items = new HashSet<>();
        Arrays.stream(text.split(",", -1)).map(String::strip).forEach(items::add);
        return items;
    }
}
