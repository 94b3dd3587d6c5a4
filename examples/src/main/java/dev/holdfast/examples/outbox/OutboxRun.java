package dev.holdfast.examples.outbox;

import dev.holdfast.connect.lab.ConnectWorker;
import dev.holdfast.connect.lab.LabException;
import dev.holdfast.connect.lab.MariaDbServer;
import dev.holdfast.connect.lab.OwnProcess;
import dev.holdfast.connect.lab.Waiting;
import dev.holdfast.embedded.KafkaCluster;
import dev.holdfast.examples.command.Arrivals;
import dev.holdfast.examples.command.Screen;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/** One run: everything is killed in turn, each time when more invoices have arrived; at the end all is counted. */
final class OutboxRun {
    private static final int HEAP_MEGABYTES = 320;
    private static final int PARTITIONS = 3;
    private static final int KILLS = 6;
    private static final int AHEAD_ONE_OF = 10;
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final int LOOKS_A_LINE = 4;
    private static final Duration STANDSTILL = Duration.ofSeconds(90);

    private final OutboxOptions options;
    private final Screen screen;
    private final KafkaCluster kafka;
    private final MariaDbServer database;
    private final ConnectWorker worker;
    private final OwnProcess application;
    private final Shop shop;
    private final long begin = System.nanoTime();
    private int kills;
    private int looks;

    private OutboxRun(
            OutboxOptions options,
            Screen screen,
            KafkaCluster kafka,
            MariaDbServer database,
            ConnectWorker worker,
            OwnProcess application) {
        this.options = options;
        this.screen = screen;
        this.kafka = kafka;
        this.database = database;
        this.worker = worker;
        this.application = application;
        this.shop = new Shop(database);
    }

    static OutboxReport run(OutboxOptions options, Screen screen) throws Exception {
        Path logs = Files.createDirectories(Path.of(System.getProperty("holdfast.bridge.logs", "target/bridge-logs"))
                .toAbsolutePath());
        screen.say("Starting a broker, MariaDB, a Connect worker and the application ... (logs: " + logs + ")");
        try (KafkaCluster kafka = KafkaCluster.start(1);
                MariaDbServer database = new MariaDbServer(logs);
                ConnectWorker worker = ConnectWorker.start(new ConnectWorker.Settings(
                        kafka.bootstrapServers(),
                        "outbox",
                        true,
                        Path.of(System.getProperty("holdfast.plugin.path")),
                        logs,
                        HEAP_MEGABYTES,
                        ConnectWorker.Compiler.C1))) {
            database.start();
            OwnProcess application = application(kafka.bootstrapServers(), logs);
            try {
                return new OutboxRun(options, screen, kafka, database, worker, application).run();
            } finally {
                application.kill();
            }
        }
    }

    private static OwnProcess application(String servers, Path logs) {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-Dholdfast.examples.log=" + logs.resolve("application.log"),
                "-cp",
                System.getProperty("java.class.path"),
                InvoiceApp.class.getName(),
                servers);
        return new OwnProcess("The application", command, Map.of(), logs.resolve("application.out"));
    }

    private OutboxReport run() throws Exception {
        shop.create();
        kafka.createTopic(InvoiceApp.ORDERS, PARTITIONS, 1);
        kafka.createTopic(InvoiceApp.INVOICES, PARTITIONS, 1);
        worker.rest().create("outbox", shop.source());
        worker.rest().create("invoices", shop.sink());
        startApplication();
        screen.say("All runs; " + options.writers() + " threads write " + options.orders() + " orders");
        int rolledBack;
        try (OrderWriter writer = new OrderWriter(shop, options.orders(), options.writers())) {
            watch(writer);
            rolledBack = writer.rolledBack();
        }
        screen.keep();
        return count(rolledBack);
    }

    /** Its being ready needs no waiting for: the next kill comes when it has worked. */
    private void startApplication() {
        application.start(() -> true);
    }

    /** Ends when all is written and has arrived, or when nothing has moved for long. */
    private void watch(OrderWriter writer) throws Exception {
        int invoices = 0;
        long moved = System.nanoTime();
        while (!isThrough(writer) && System.nanoTime() - moved < STANDSTILL.toNanos()) {
            int now = shop.rows("invoices");
            if (now != invoices) {
                invoices = now;
                moved = System.nanoTime();
            }
            writer.allow(invoices + options.orders() / AHEAD_ONE_OF);
            if (kills < KILLS && invoices >= (long) options.orders() * (kills + 1) / (KILLS + 1)) {
                killNext();
                moved = System.nanoTime();
            }
            show(invoices);
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    private boolean isThrough(OrderWriter writer) throws Exception {
        return writer.isDone() && shop.rows("outbox") == 0 && shop.rows("invoices") >= shop.rows("orders");
    }

    private void killNext() {
        switch (kills++ % 3) {
            case 0 -> {
                screen.say("The worker is killed (KILL) and started again ...");
                worker.kill();
                worker.startAgain();
            }
            case 1 -> {
                screen.say("The application is killed (KILL) and started again ...");
                application.kill();
                startApplication();
            }
            default -> {
                screen.say("The database is killed (KILL) and started again ...");
                database.kill();
                database.start();
            }
        }
    }

    private void show(int invoices) throws SQLException {
        if (!screen.isTerminal() && looks++ % LOOKS_A_LINE > 0) {
            return;
        }
        String line = String.format(
                Locale.ROOT,
                "%6.1f s  orders %,7d  in the outbox %,6d  invoices %,7d",
                seconds(),
                shop.rows("orders"),
                shop.rows("outbox"),
                invoices);
        if (screen.isTerminal()) {
            screen.draw(List.of(line));
        } else {
            screen.say(line);
        }
    }

    private OutboxReport count(int rolledBack) throws Exception {
        double seconds = seconds();
        Set<String> orders = shop.orders();
        Arrivals events = TopicCount.of(kafka.bootstrapServers(), InvoiceApp.ORDERS, "MySQL to Kafka", orders);
        Arrivals made = TopicCount.of(kafka.bootstrapServers(), InvoiceApp.INVOICES, "order to invoice", orders);
        // What came twice may come later than all that came once.
        try {
            Waiting.until("all invoices are in the table", STANDSTILL, () -> shop.rows("invoices") >= made.received());
        } catch (LabException e) {
            screen.say(e.getMessage() + "; the totals say how many");
        }
        int different = shop.sumsThatDiffer();
        List<Arrivals> directions = List.of(events, made, shop.invoices("Kafka to MySQL"));
        screen.say("");
        directions.forEach(count -> screen.say(count.summary()));
        screen.say(String.format(
                Locale.ROOT,
                "%d kills, %,d orders rolled back, %,d orders whose sums differ, %.0f s",
                kills,
                rolledBack,
                different,
                seconds));
        return new OutboxReport(
                "MariaDB", (kills + 2) / 3, (kills + 1) / 3, kills / 3, rolledBack, different, seconds, directions);
    }

    private double seconds() {
        return (System.nanoTime() - begin) / 1e9;
    }
}
