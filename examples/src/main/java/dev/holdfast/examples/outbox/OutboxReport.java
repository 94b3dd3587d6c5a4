package dev.holdfast.examples.outbox;

import dev.holdfast.examples.command.Arrivals;
import java.util.List;

/**
 * The summary; what bridges have in theirs has the same names.
 *
 * @param system the database
 * @param workersKilled how often the worker was killed
 * @param applicationsKilled how often the application was killed
 * @param databasesKilled how often the database was killed
 * @param rolledBack how many orders were rolled back
 * @param sumsThatDiffer for how many orders the sum of the invoices is not that of the order
 * @param seconds how long it took
 * @param directions what was sent and what arrived, in the order in which an order passes
 */
record OutboxReport(
        String system,
        int workersKilled,
        int applicationsKilled,
        int databasesKilled,
        int rolledBack,
        int sumsThatDiffer,
        double seconds,
        List<Arrivals> directions) {
    boolean isEqual() {
        return sumsThatDiffer == 0
                && directions.stream()
                        .allMatch(count -> count.sent() > 0 && count.lost() == 0 && count.duplicates() == 0);
    }
}
