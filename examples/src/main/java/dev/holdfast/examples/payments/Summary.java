package dev.holdfast.examples.payments;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How a run ended, computed from what is in the topics. Payments are counted by their ids, each once.
 *
 * @param published payments in {@code payments.requested}
 * @param handled those of them that are in {@code payments.settled}
 * @param retried those of them that took more than one attempt
 * @param deadLettered payments that are left in dead-letter topics
 * @param redriven payments that were handled after they had been dead letters
 * @param lost published, but neither settled nor a dead letter, and not waiting
 * @param waiting published, not handled yet and not committed: the next run handles them
 * @param duplicates settlements of payments that were settled already
 * @param outOfOrder first attempts that were settled after a younger payment of the same account
 * @param seconds from the first payment published to the last one committed
 */
record Summary(
        long published,
        long handled,
        long retried,
        long deadLettered,
        long redriven,
        long lost,
        long waiting,
        long duplicates,
        long outOfOrder,
        double seconds) {

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("published", published);
        json.put("handled", handled);
        json.put("retried", retried);
        json.put("deadLettered", deadLettered);
        json.put("redriven", redriven);
        json.put("lost", lost);
        json.put("waiting", waiting);
        json.put("duplicates", duplicates);
        json.put("outOfOrder", outOfOrder);
        json.put("seconds", Math.round(seconds * 1_000) / 1_000.0);
        return json;
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(line("published", published, "payments in " + PaymentTopics.REQUESTED));
        lines.add(line("handled", handled, "of them in " + PaymentTopics.SETTLED + ", " + ratio()));
        lines.add(line("retried", retried, "of them took more than one attempt"));
        lines.add(line("dead letters", deadLettered, "left: declined cards, and what is no payment"));
        lines.add(line("redriven", redriven, "handled after they had been dead letters"));
        lines.add(line("lost", lost, lost == 0 ? "handled and dead letters left = published" : "PAYMENTS ARE MISSING"));
        if (waiting > 0) {
            lines.add(line("waiting", waiting, "not handled yet and not committed: the next run handles them"));
        }
        lines.add(line("duplicates", duplicates, duplicates == 0 ? "" : duplicatesReason()));
        lines.add(line(
                "out of order",
                outOfOrder,
                outOfOrder == 0 ? "each account's payments in their order, but for those that were retried" : ""));
        return lines;
    }

    private String ratio() {
        return String.format(Locale.ROOT, "in %.1f s: %,.0f a second", seconds, handled / Math.max(0.001, seconds));
    }

    private static String duplicatesReason() {
        return "SETTLED TWICE, although delivery is exactly once";
    }

    private static String line(String name, long number, String remark) {
        return String.format(Locale.ROOT, "  %-13s %,12d  %s", name, number, remark)
                .stripTrailing();
    }
}
