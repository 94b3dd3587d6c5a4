package dev.holdfast.state;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Lays topics out as a table with columns as wide as their contents. */
final class TopicTable {
    private static final List<String> HEAD =
            List.of("topic", "state", "partitions", "replicas", "min.insync", "origin", "used by");
    private static final String GAP = "  ";

    private TopicTable() {}

    static String of(List<TopicStatus> topics) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEAD);
        topics.forEach(topic -> rows.add(cells(topic)));
        int[] widths = widths(rows);

        StringBuilder text = new StringBuilder();
        appendLine(text, HEAD, widths);
        for (int i = 0; i < topics.size(); i++) {
            text.append('\n');
            appendLine(text, rows.get(i + 1), widths);
            for (TopicStatus.Difference difference : topics.get(i).differences()) {
                text.append('\n').append(GAP).append("! ").append(difference);
            }
        }
        return text.toString();
    }

    private static List<String> cells(TopicStatus topic) {
        boolean absent = topic.standing() == TopicStatus.Standing.ABSENT;
        return List.of(
                topic.name(),
                lower(topic.standing()),
                absent ? "-" : Integer.toString(topic.partitions()),
                absent ? "-" : Integer.toString(topic.replicas()),
                topic.minInSync().isPresent()
                        ? Integer.toString(topic.minInSync().getAsInt())
                        : "-",
                lower(topic.origin()),
                topic.usedBy().isEmpty() ? "-" : String.join(", ", topic.usedBy()));
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static int[] widths(List<List<String>> rows) {
        int[] widths = new int[HEAD.size()];
        for (List<String> row : rows) {
            for (int column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        }
        return widths;
    }

    private static void appendLine(StringBuilder text, List<String> cells, int[] widths) {
        int last = cells.size() - 1;
        for (int column = 0; column < last; column++) {
            String cell = cells.get(column);
            text.append(cell).append(" ".repeat(widths[column] - cell.length())).append(GAP);
        }
        text.append(cells.get(last));
    }
}
