package dev.holdfast.connect.mysql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An application with several threads that change aggregates and tell so in an outbox. A transaction locks its aggregate, takes
 * the aggregate's next number, writes the event into the outbox and into a table that nobody deletes from, lets some time pass,
 * and commits, or rolls back one time in twenty. So events become visible in another order than that of their places.
 */
final class OutboxWriters {
    private static final int AGGREGATES = 50;
    private static final int MOST_PAUSE_MS = 20;

    private final TestDatabase database;
    private final String outbox;
    private final AtomicInteger left;
    private final AtomicInteger rolledBack = new AtomicInteger();

    OutboxWriters(TestDatabase database, String outbox, int events) {
        this.database = database;
        this.outbox = outbox;
        this.left = new AtomicInteger(events);
        database.execute("CREATE TABLE aggregates (id INT PRIMARY KEY, n INT NOT NULL)");
        database.execute("CREATE TABLE written (payload VARCHAR(60) PRIMARY KEY)");
        for (int i = 0; i < AGGREGATES; i++) {
            database.execute("INSERT INTO aggregates VALUES (" + i + ", 0)");
        }
    }

    /** Starts threads that write until everything is written, over whatever happens to the server. */
    List<Future<?>> start(int threads, long seed) {
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            Random random = new Random(seed + i);
            running.add(executor.submit(() -> {
                write(random);
                return null;
            }));
        }
        executor.shutdown();
        return running;
    }

    int left() {
        return left.get();
    }

    int rolledBack() {
        return rolledBack.get();
    }

    private void write(Random random) throws InterruptedException {
        while (left.get() > 0) {
            try (Connection connection = database.connect()) {
                connection.setAutoCommit(false);
                while (left.get() > 0) {
                    write(connection, random);
                }
            } catch (SQLException e) {
                Thread.sleep(100); // the server is being started again
            }
        }
    }

    private void write(Connection connection, Random random) throws SQLException, InterruptedException {
        int aggregate = random.nextInt(AGGREGATES);
        int number = nextNumber(connection, aggregate);
        String payload = aggregate + ":" + number;
        try (PreparedStatement event = connection.prepareStatement("INSERT INTO " + outbox
                        + " (id, aggregatetype, aggregateid, type, payload) VALUES (?, 'events', ?, 'Changed', ?)");
                PreparedStatement audit = connection.prepareStatement("INSERT INTO written VALUES (?)")) {
            event.setString(1, UUID.randomUUID().toString());
            event.setString(2, Integer.toString(aggregate));
            event.setString(3, payload);
            event.executeUpdate();
            audit.setString(1, payload);
            audit.executeUpdate();
        }
        Thread.sleep(random.nextInt(MOST_PAUSE_MS)); // what makes transactions commit out of order
        if (random.nextInt(20) == 0) {
            connection.rollback();
            rolledBack.incrementAndGet();
        } else {
            connection.commit();
            left.decrementAndGet();
        }
    }

    private static int nextNumber(Connection connection, int aggregate) throws SQLException {
        try (PreparedStatement select =
                        connection.prepareStatement("SELECT n FROM aggregates WHERE id = ? FOR UPDATE");
                PreparedStatement update = connection.prepareStatement("UPDATE aggregates SET n = ? WHERE id = ?")) {
            select.setInt(1, aggregate);
            int number;
            try (ResultSet found = select.executeQuery()) {
                found.next();
                number = found.getInt(1) + 1;
            }
            update.setInt(1, number);
            update.setInt(2, aggregate);
            update.executeUpdate();
            return number;
        }
    }
}
