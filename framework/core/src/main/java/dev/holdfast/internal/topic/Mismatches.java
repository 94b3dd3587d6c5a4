package dev.holdfast.internal.topic;

import dev.holdfast.TopicMismatchException;
import dev.holdfast.state.TopicStatus.Difference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Collects what is missing or different, with the commands that mend it, for those who may run them. */
final class Mismatches {
    private final List<String> topics = new ArrayList<>();
    private final List<String> lines = new ArrayList<>();
    private final List<String> commands = new ArrayList<>();

    Mismatches(Map<String, Expectation> expectations, ClusterView view, MendingCommands mending) {
        new TreeMap<>(expectations).forEach((name, expected) -> {
            ActualTopic actual = view.topics().get(name);
            if (view.isMissing(name)) {
                add(name, "missing", List.of(mending.create(name, expected)));
            } else if (actual != null) {
                List<Difference> differences = Differences.between(expected, actual);
                if (!differences.isEmpty()) {
                    String text = differences.stream().map(Difference::toString).collect(Collectors.joining("; "));
                    add(name, text, mending.alter(name, differences));
                }
            }
        });
    }

    private void add(String topic, String text, List<String> mending) {
        topics.add(topic);
        lines.add("  " + topic + ": " + text);
        commands.addAll(mending);
    }

    boolean isEmpty() {
        return topics.isEmpty();
    }

    String text() {
        String head = topics.size() == 1
                ? "1 topic is not as declared, and with provisioning VALIDATE nothing is changed:"
                : topics.size() + " topics are not as declared, and with provisioning VALIDATE nothing is changed:";
        return head + "\n" + String.join("\n", lines)
                + "\nTo mend this (with --command-config where the cluster asks for credentials):\n  "
                + String.join("\n  ", commands);
    }

    TopicMismatchException exception() {
        return new TopicMismatchException(topics, text());
    }
}
