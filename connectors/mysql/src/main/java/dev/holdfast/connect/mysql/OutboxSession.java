package dev.holdfast.connect.mysql;

import dev.holdfast.connect.UpstreamRecord;
import dev.holdfast.connect.UpstreamSession;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Claims rows, hands them out, and settles them, on one connection. */
final class OutboxSession implements UpstreamSession<OutboxRow> {
    private final OutboxConfig config;
    private final Connection connection;
    private final InFlight inFlight;
    private final OutboxReader reader;
    private final OutboxRecords records;

    OutboxSession(OutboxConfig config, Connection connection, InFlight inFlight) throws SQLException {
        this.config = config;
        this.connection = connection;
        this.inFlight = inFlight;
        this.reader = new OutboxReader(connection, config);
        this.records = new OutboxRecords(config);
        // What is read is read as of one moment, whatever the server's default is.
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    }

    @Override
    public List<UpstreamRecord<OutboxRow>> receive(int atMost, Duration patience) throws Exception {
        List<UpstreamRecord<OutboxRow>> claimed = inTransaction(() -> claim(atMost));
        if (claimed.isEmpty()) {
            Thread.sleep(Math.min(patience.toMillis(), config.pollInterval().toMillis()));
            return claimed;
        }
        inFlight.claimed(claimed.stream().map(UpstreamRecord::message).toList());
        return claimed;
    }

    private List<UpstreamRecord<OutboxRow>> claim(int atMost) throws SQLException {
        long batch = inFlight.nextBatch();
        List<UpstreamRecord<OutboxRow>> read = new ArrayList<>();
        reader.read(atMost, inFlight.highest(), inFlight::has, row -> {
            OutboxRow next = OutboxRecords.row(row, batch);
            read.add(records.record(row, next, inFlight.delivered(read.size())));
        });
        if (!read.isEmpty()) {
            List<OutboxRow> rows = read.stream().map(UpstreamRecord::message).toList();
            inFlight.noting();
            Claims.add(connection, config, inFlight.claimant(), rows);
        }
        return read;
    }

    /** Rejected rows are done, too: a table has no other place for them. */
    @Override
    public void settle(List<UpstreamRecord<OutboxRow>> written, List<UpstreamRecord<OutboxRow>> rejected)
            throws Exception {
        List<OutboxRow> rows = new ArrayList<>();
        written.forEach(record -> rows.add(record.message()));
        rejected.forEach(record -> rows.add(record.message()));
        Set<Long> completed = inFlight.completedBy(rows);
        inTransaction(() -> {
            Settlement.apply(
                    connection, config, rows.stream().map(OutboxRow::id).toList());
            Claims.remove(connection, config, inFlight.claimant(), completed);
            return completed;
        });
        inFlight.settled(rows);
    }

    @Override
    public void close() {
        Database.close(connection);
    }

    private <T> T inTransaction(Work<T> work) throws SQLException {
        try {
            T result = work.run();
            connection.commit();
            return result;
        } catch (SQLException e) {
            Database.rollback(connection, e);
            throw SqlErrors.lastingOrSame(e);
        } catch (RuntimeException e) {
            Database.rollback(connection, e);
            throw e;
        }
    }

    /** Something to do on the connection. */
    @FunctionalInterface
    private interface Work<T> {
        T run() throws SQLException;
    }
}
