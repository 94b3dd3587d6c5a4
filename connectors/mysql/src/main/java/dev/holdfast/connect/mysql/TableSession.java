package dev.holdfast.connect.mysql;

import static java.util.Comparator.comparing;

import dev.holdfast.connect.SinkSession;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection on which each batch is one transaction: positions are locked, what is beyond them is written, and they are set.
 * When an answer to a commit is missing, the positions tell the next session whether the batch is there.
 */
final class TableSession implements SinkSession {
    private static final Logger LOG = LoggerFactory.getLogger(TableSession.class);

    /** How often a transaction that the server gave up for another one is run again at once. */
    private static final int ATTEMPTS = 5;

    private final Connection connection;
    private final Positions positions;
    private final Tables tables;
    private final RowMapping mapping;

    private TableSession(Connection connection, TableSinkConfig config) throws SQLException {
        this.connection = connection;
        this.positions = new Positions(connection, config);
        this.tables = new Tables(connection, config);
        this.mapping = new RowMapping(config);
    }

    static TableSession open(TableSinkConfig config) throws SQLException {
        Connection connection = Database.open(config);
        try {
            try (Statement statement = connection.createStatement()) {
                // Otherwise the server may cut a value that is too long, and say nothing.
                statement.execute("SET SESSION sql_mode = CONCAT(@@SESSION.sql_mode, ',STRICT_ALL_TABLES')");
            }
            return new TableSession(connection, config);
        } catch (SQLException | RuntimeException e) {
            Database.close(connection);
            throw e;
        }
    }

    @Override
    public void write(List<SinkRecord> records, Results results) throws SQLException, InterruptedException {
        Batch batch = new Batch(records, results);
        int attempt = 1;
        while (true) {
            try {
                Set<String> lacking = batch.run();
                if (lacking.isEmpty()) {
                    return;
                }
                connection.rollback();
                tables.run(lacking);
            } catch (SQLException e) {
                Database.rollback(connection, e);
                if (!SqlErrors.isContention(e) || attempt == ATTEMPTS) {
                    throw SqlErrors.lastingOrSame(e);
                }
                LOG.debug("Attempt {} lost to another transaction", attempt, e);
                attempt++;
            } catch (RuntimeException | InterruptedException e) {
                Database.rollback(connection, e);
                throw e;
            }
        }
    }

    @Override
    public void close() {
        Database.close(connection);
    }

    /** Records that are written in one transaction, which may be begun several times. */
    private final class Batch {
        private final List<SinkRecord> records;
        private final Results results;
        private final Set<SinkRecord> refused = Collections.newSetFromMap(new IdentityHashMap<>());

        private Batch(List<SinkRecord> records, Results results) {
            this.records = records;
            this.results = results;
        }

        /** Writes and commits, or returns what tables lack; then nothing was committed. */
        private Set<String> run() throws SQLException, InterruptedException {
            // In the same order in all tasks, so that none waits for another one that waits for it.
            Map<TopicPartition, Long> done =
                    new TreeMap<>(comparing(TopicPartition::topic).thenComparing(TopicPartition::partition));
            records.forEach(record -> done.put(partition(record), 0L));
            for (Map.Entry<TopicPartition, Long> entry : done.entrySet()) {
                entry.setValue(positions.lock(entry.getKey()));
            }
            List<RowChange> changes = new ArrayList<>();
            Set<String> lacking = new LinkedHashSet<>();
            for (SinkRecord record : records) {
                if (record.originalKafkaOffset() > done.getOrDefault(partition(record), 0L)
                        && !refused.contains(record)) {
                    add(record, changes, lacking);
                }
            }
            if (!lacking.isEmpty()) {
                return lacking;
            }
            if (!changes.isEmpty()) {
                apply(changes);
            }
            // Nobody would bring a refused record again once the position is beyond it.
            results.awaitReports();
            store(done);
            connection.commit();
            records.stream().filter(record -> !refused.contains(record)).forEach(results::written);
            return Set.of();
        }

        private void add(SinkRecord record, List<RowChange> changes, Set<String> lacking) throws SQLException {
            try {
                RowChange change = mapping.of(record);
                lacking.addAll(tables.missing(change));
                changes.add(change);
            } catch (DataException e) {
                refuse(record, e);
            }
        }

        /** Writes changes; if the server refuses some, all others. */
        private void apply(List<RowChange> changes) throws SQLException {
            Savepoint before = connection.setSavepoint();
            try {
                execute(changes);
            } catch (SQLException e) {
                if (!SqlErrors.isAboutData(e)) {
                    throw e;
                }
                connection.rollback(before);
                if (changes.size() == 1) {
                    refuse(
                            changes.get(0).record(),
                            SqlErrors.refusal(changes.get(0).statement().table(), e));
                } else {
                    int half = changes.size() / 2;
                    apply(changes.subList(0, half));
                    apply(changes.subList(half, changes.size()));
                }
            }
        }

        private void execute(List<RowChange> changes) throws SQLException {
            int from = 0;
            while (from < changes.size()) {
                RowStatement same = changes.get(from).statement();
                int to = from;
                try (PreparedStatement statement = connection.prepareStatement(same.sql())) {
                    while (to < changes.size() && changes.get(to).statement().equals(same)) {
                        bind(statement, changes.get(to).values());
                        statement.addBatch();
                        to++;
                    }
                    statement.executeBatch();
                }
                from = to;
            }
        }

        private void bind(PreparedStatement statement, List<@Nullable Object> values) throws SQLException {
            for (int i = 0; i < values.size(); i++) {
                statement.setObject(i + 1, values.get(i));
            }
        }

        private void store(Map<TopicPartition, Long> done) throws SQLException {
            for (Map.Entry<TopicPartition, Long> entry : done.entrySet()) {
                long last = records.stream()
                        .filter(record -> partition(record).equals(entry.getKey()))
                        .mapToLong(SinkRecord::originalKafkaOffset)
                        .max()
                        .orElseThrow();
                if (last > entry.getValue()) {
                    positions.store(entry.getKey(), last);
                } else {
                    LOG.warn(
                            "Records of {} up to offset {} are passed over: the database has those up to {}. That is right after a"
                                    + " lost connection; if the topic was created anew, delete its row from the table of offsets",
                            entry.getKey(),
                            last,
                            entry.getValue());
                }
            }
        }

        private void refuse(SinkRecord record, DataException cause) {
            results.refused(record, cause);
            refused.add(record);
        }

        private static TopicPartition partition(SinkRecord record) {
            return new TopicPartition(record.originalTopic(), record.originalKafkaPartition());
        }
    }
}
