package dev.holdfast.examples.outbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * Writes orders by several threads, over whatever happens to the database. Some time passes before each commit, so they commit
 * in another order than they began, and one of twenty is rolled back. It is never far ahead of the invoices, lest all orders be
 * written before the first kill.
 */
final class OrderWriter implements AutoCloseable {
    private static final int ROLLED_BACK_ONE_OF = 20;
    private static final int MOST_CENTS = 100_000;
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(20);
    private static final Duration CONNECT_AGAIN = Duration.ofMillis(200);

    private final Shop shop;
    private final int orders;
    private final ExecutorService threads;
    private final List<Future<?>> work = new ArrayList<>();
    private long lastId;
    private int committed;
    private int rolledBack;
    private int allowed;
    private boolean closed;

    OrderWriter(Shop shop, int orders, int writers) {
        this.shop = shop;
        this.orders = orders;
        this.threads = Executors.newFixedThreadPool(writers);
        for (int i = 0; i < writers; i++) {
            work.add(threads.submit(() -> {
                write();
                return null;
            }));
        }
    }

    /** Lets so many orders be committed, about: each thread may be writing one. */
    synchronized void allow(int upTo) {
        allowed = Math.min(orders, upTo);
        notifyAll();
    }

    synchronized int rolledBack() {
        return rolledBack;
    }

    /** Whether all is written; throws what ended one of the threads. */
    boolean isDone() throws ExecutionException, InterruptedException {
        boolean done = true;
        for (Future<?> one : work) {
            if (one.isDone()) {
                one.get();
            } else {
                done = false;
            }
        }
        return done;
    }

    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
        threads.shutdown();
    }

    private void write() throws InterruptedException {
        while (awaitTurn()) {
            try (Connection connection = shop.connect()) {
                connection.setAutoCommit(false);
                while (awaitTurn()) {
                    writeOne(connection);
                }
            } catch (SQLException databaseIsDown) {
                LockSupport.parkNanos(CONNECT_AGAIN.toNanos());
            }
        }
    }

    private void writeOne(Connection connection) throws SQLException {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        Shop.order(connection, nextId(), random.nextInt(1, MOST_CENTS));
        LockSupport.parkNanos(random.nextLong(LONGEST_PAUSE.toNanos()));
        boolean commits = random.nextInt(ROLLED_BACK_ONE_OF) > 0;
        if (commits) {
            connection.commit();
        } else {
            connection.rollback();
        }
        count(commits);
    }

    /** Waits until more may be written; whether there is more. */
    private synchronized boolean awaitTurn() throws InterruptedException {
        while (committed >= allowed && committed < orders && !closed) {
            wait();
        }
        return committed < orders && !closed;
    }

    /** A new one for each attempt: whether one whose answer is missing was committed, only the database knows. */
    private synchronized long nextId() {
        return ++lastId;
    }

    private synchronized void count(boolean commits) {
        if (commits) {
            committed++;
            notifyAll();
        } else {
            rolledBack++;
        }
    }
}
