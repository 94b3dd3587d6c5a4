package dev.holdfast.connect.mysql;

import dev.holdfast.connect.contract.Lab;
import dev.holdfast.connect.contract.NeedsServer;
import dev.holdfast.connect.contract.WithLab;
import dev.holdfast.connect.lab.ConnectWorker;
import dev.holdfast.connect.lab.Waiting;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How fast the table sink is beside a plain loop: poll, insert as a JDBC batch, commit there, commit here. Both write the same
 * records in transactions of 500, and the time is that between the first and the last row by the database's clock, so that
 * no start counts. It prints figures and asserts only that everything arrives; no build runs it,
 * {@code -Dit.test=TableSinkThroughput} does.
 */
@NeedsServer
@WithLab
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TableSinkThroughput {
    private static final Logger LOG = LoggerFactory.getLogger(TableSinkThroughput.class);
    private static final int RECORDS = 100_000;
    private static final int RUNS = Integer.getInteger("holdfast.throughput.runs", 3);
    private static final int BYTES = 200;
    private static final int AT_ONCE = 500;
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private final TableDownstream tables = new TableDownstream();
    private Lab lab;
    private ConnectWorker worker;

    @BeforeAll
    void start(Lab shared) {
        lab = shared;
        worker = lab.measured(false);
        String padding = "x".repeat(BYTES);
        for (int run = 0; run <= RUNS; run++) {
            for (String topic : List.of("plain" + run, "connector" + run)) {
                lab.kafka().createTopic(topic, 1, 1);
                lab.write(
                        topic,
                        IntStream.range(0, RECORDS)
                                .mapToObj(i -> (i + padding).substring(0, BYTES))
                                .toArray(String[]::new));
                tables.database()
                        .execute("CREATE TABLE " + topic
                                + " (id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY, body VARCHAR(1000) NOT NULL,"
                                + " written TIMESTAMP(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6))");
            }
        }
    }

    @AfterAll
    void end() {
        worker.close();
        tables.server().close();
    }

    @Test
    void besideAPlainLoop() throws Exception {
        for (int run = 0; run <= RUNS; run++) {
            plainLoop("plain" + run);
            double plain = perSecond("plain" + run);
            String name = "connector" + run;
            Map<String, String> config =
                    new HashMap<>(tables.sink(name, name, tables.server().port()));
            config.put("topics", name);
            worker.rest().create(name, config);
            double connector = perSecond(name);
            worker.rest().delete(name);
            LOG.info(String.format(
                    Locale.ROOT,
                    "TableSinkThroughput: %s plain loop %,.0f rows/s, connector %,.0f rows/s, %.2f of it",
                    run == 0 ? "(to warm up)" : "run " + run,
                    plain,
                    connector,
                    connector / plain));
        }
    }

    private void plainLoop(String name) throws Exception {
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                        Map.of(
                                "bootstrap.servers",
                                lab.kafka().bootstrapServers(),
                                "group.id",
                                name,
                                "auto.offset.reset",
                                "earliest",
                                "enable.auto.commit",
                                "false",
                                "max.poll.records",
                                AT_ONCE),
                        new StringDeserializer(),
                        new StringDeserializer());
                Connection connection = tables.database().connect();
                PreparedStatement insert = connection.prepareStatement("INSERT INTO " + name + " (body) VALUES (?)")) {
            connection.setAutoCommit(false);
            consumer.assign(List.of(new TopicPartition(name, 0)));
            for (int done = 0; done < RECORDS; ) {
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofSeconds(1))) {
                    insert.setString(1, record.value());
                    insert.addBatch();
                    done++;
                }
                insert.executeBatch();
                connection.commit();
                consumer.commitSync();
            }
        }
    }

    private double perSecond(String table) throws Exception {
        // Counting rows meanwhile would take time from who writes them; identities may have gaps.
        Waiting.until(
                "all rows may be there", LIMIT, () -> number("SELECT COALESCE(MAX(id), 0) FROM " + table) >= RECORDS);
        Waiting.until("all rows are there", LIMIT, () -> number("SELECT COUNT(*) FROM " + table) == RECORDS);
        long micros = number("SELECT TIMESTAMPDIFF(MICROSECOND, MIN(written), MAX(written)) FROM " + table);
        return RECORDS * 1e6 / micros;
    }

    private long number(String sql) throws Exception {
        return Long.parseLong(tables.database().rows(sql).get(0));
    }
}
