package dev.holdfast.connect.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.connect.contract.Lab;
import dev.holdfast.connect.contract.NeedsServer;
import dev.holdfast.connect.contract.WithLab;
import dev.holdfast.connect.lab.ConnectRest;
import dev.holdfast.connect.lab.MariaDbServer;
import dev.holdfast.connect.lab.Waiting;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What tables have and other systems don't. */
@NeedsServer
@WithLab
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TableSinkSpecialsIT {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private TestDatabase database;
    private Lab lab;
    private ConnectRest rest;
    private TestTopic topic;
    private int tests;

    @BeforeAll
    void start(Lab shared) {
        lab = shared;
        rest = shared.worker(false).rest();
        database = new TestDatabase();
    }

    @AfterAll
    void end() {
        database.server().close();
    }

    @BeforeEach
    void createTopic() {
        tests++;
        topic = TestTopic.create(lab, "special_" + tests);
    }

    @AfterEach
    void deleteConnector() {
        rest.delete(topic.name());
    }

    @Test
    void valuesThatAreWrongTogetherAreReportedTogether() {
        Map<String, String> config = config(Map.of("insert.mode", "upsert", "delete.enabled", "true"));
        config.put("name", "x");

        assertThat(rest.validate(TableSinkConnector.class.getName(), config))
                .containsExactlyInAnyOrder(
                        "pk.mode: must not be none if insert.mode is upsert",
                        "delete.enabled: needs pk.mode=record_key");
        rest.create(topic.name(), config(Map.of()));
    }

    @Test
    void rowsAreReplacedAndDeletedByTheirKey() throws Exception {
        database.execute("CREATE TABLE " + topic.name() + " (id INT PRIMARY KEY, name VARCHAR(20), hidden INT)");
        rest.create(
                topic.name(),
                config(Map.of(
                        "insert.mode", "upsert",
                        "pk.mode", "record_key",
                        "delete.enabled", "true",
                        "key.converter", "org.apache.kafka.connect.json.JsonConverter",
                        "key.converter.schemas.enable", "false",
                        "fields.whitelist", "name")));
        topic.write("{\"id\":1}", "{\"name\":\"old\",\"hidden\":7}");
        topic.write("{\"id\":2}", "{\"name\":\"gone\"}");
        topic.write("{\"id\":1}", "{\"name\":\"new\"}");
        topic.write("{\"id\":2}", null);
        topic.write("{\"id\":3}", "{\"name\":\"last\"}");

        awaitPosition(4);
        assertThat(database.rows("SELECT * FROM " + topic.name() + " ORDER BY id"))
                .containsExactly("1|new|null", "3|last|null");
    }

    @Test
    void tablesAreCreatedAndGetTheColumnsOfNewFields() throws Exception {
        rest.create(
                topic.name(),
                config(Map.of(
                        "auto.create", "true",
                        "auto.evolve", "true",
                        "pk.mode", "record_value",
                        "pk.fields", "id",
                        "value.converter.schemas.enable", "true")));
        String id = "{\"field\":\"id\",\"type\":\"int64\",\"optional\":false}";
        String due = "{\"field\":\"due\",\"type\":\"int64\",\"optional\":true,"
                + "\"name\":\"org.apache.kafka.connect.data.Timestamp\",\"version\":1}";
        topic.write("a", withSchema(id + "," + due, "{\"id\":1,\"due\":1800000000123}"));
        String name = "{\"field\":\"name\",\"type\":\"string\",\"optional\":true}";
        topic.write("b", withSchema(id + "," + due + "," + name, "{\"id\":2,\"due\":null,\"name\":\"Zoë\"}"));

        awaitPosition(1);
        assertThat(database.rows("SELECT * FROM " + topic.name() + " ORDER BY id"))
                .containsExactly("1|2027-01-15 08:00:00.123000|null", "2|null|Zoë");
        assertThat(database.rows("SELECT column_name, column_type, column_key FROM information_schema.columns"
                        + " WHERE table_name = '" + topic.name() + "' ORDER BY ordinal_position"))
                .containsExactly("id|bigint(20)|PRI", "due|datetime(3)|", "name|longtext|");
    }

    @Test
    void rowsThatTheServerRefusesAreReportedAlone() throws Exception {
        database.execute("CREATE TABLE " + topic.name() + " (id INT PRIMARY KEY, name VARCHAR(5))");
        TestTopic refused = TestTopic.create(lab, topic.name() + "_refused");
        for (int i = 0; i < 20; i++) {
            topic.write("k", "{\"id\":" + i + ",\"name\":\"" + (i == 5 ? "too long" : "fine") + "\"}");
        }
        topic.write("k", "{\"id\":3,\"name\":\"again\"}");
        topic.write("k", "{\"id\":20,\"color\":\"a column that is not there\"}");
        topic.write("k", "{\"id\":21,\"name\":null}");
        rest.create(
                topic.name(),
                config(Map.of(
                        "errors.tolerance", "all",
                        "errors.deadletterqueue.topic.name", refused.name(),
                        "errors.deadletterqueue.topic.replication.factor", "1")));

        awaitPosition(22);
        assertThat(refused.read(3, LIMIT))
                .containsExactlyInAnyOrder(
                        "{\"id\":5,\"name\":\"too long\"}",
                        "{\"id\":3,\"name\":\"again\"}",
                        "{\"id\":20,\"color\":\"a column that is not there\"}");
        assertThat(database.rows("SELECT COUNT(*), MAX(id) FROM " + topic.name()))
                .containsExactly("20|21");
    }

    @Test
    void writtenAgainFromTheBeginningThreeTimesTheTableIsTheSame() throws Exception {
        database.execute("CREATE TABLE " + topic.name() + " (topic VARCHAR(50), part INT, off BIGINT, name TEXT,"
                + " PRIMARY KEY (topic, part, off))");
        rest.create(
                topic.name(),
                config(Map.of("insert.mode", "upsert", "pk.mode", "kafka", "pk.fields", "topic,part,off")));
        for (int i = 0; i < 10; i++) {
            topic.write("k", "{\"name\":\"n" + i + "\"}");
        }
        awaitPosition(9);
        String checksum = "CHECKSUM TABLE " + topic.name();
        List<String> before = database.rows(checksum);
        for (int again = 0; again < 3; again++) {
            rest.stop(topic.name());
            rest.resetOffsets(topic.name());
            database.execute("DELETE FROM holdfast_sink_offsets WHERE topic = '" + topic.name() + "'");
            rest.resume(topic.name());
            awaitPosition(9);
            assertThat(database.rows(checksum)).isEqualTo(before);
        }
        assertThat(database.rows("SELECT COUNT(*) FROM " + topic.name())).containsExactly("10");
    }

    /** As another task would that still believes to own the partition. */
    @Test
    void whatAnotherTaskHasWrittenMeanwhileIsNotWrittenAgain() throws Exception {
        database.execute("CREATE TABLE " + topic.name() + " (name VARCHAR(20))");
        rest.create(topic.name(), config(Map.of()));
        topic.write("k", "{\"name\":\"first\"}");
        awaitPosition(0);
        try (Connection other = database.connect();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            long waits = lockWaits();
            statement.execute("SELECT * FROM holdfast_sink_offsets WHERE topic = '" + topic.name() + "' FOR UPDATE");
            topic.write("k", "{\"name\":\"second\"}");
            Waiting.until("the task waits for the position", LIMIT, () -> lockWaits() > waits);
            statement.execute("INSERT INTO " + topic.name() + " VALUES ('second')");
            statement.execute("UPDATE holdfast_sink_offsets SET kafka_offset = 1 WHERE topic = '" + topic.name() + "'");
            other.commit();
        }
        topic.write("k", "{\"name\":\"third\"}");

        awaitPosition(2);
        assertThat(database.rows("SELECT name FROM " + topic.name())).containsExactly("first", "second", "third");
    }

    private long lockWaits() throws Exception {
        String row =
                database.rows("SHOW GLOBAL STATUS LIKE 'Innodb_row_lock_waits'").get(0);
        return Long.parseLong(row.substring(row.indexOf('|') + 1));
    }

    private void awaitPosition(long offset) {
        Waiting.until("offset " + offset + " is done", LIMIT, () -> database.rows(
                        "SELECT kafka_offset FROM holdfast_sink_offsets WHERE topic = '" + topic.name() + "'")
                .contains(Long.toString(offset)));
    }

    private Map<String, String> config(Map<String, String> more) {
        Map<String, String> config = new TreeMap<>(Map.of(
                "connector.class",
                TableSinkConnector.class.getName(),
                "topics",
                topic.name(),
                "connection.url",
                MariaDbServer.url(database.server().port()),
                "connection.user",
                MariaDbServer.USER,
                "connection.password",
                MariaDbServer.USER,
                "value.converter",
                "org.apache.kafka.connect.json.JsonConverter",
                "value.converter.schemas.enable",
                "false"));
        config.putAll(more);
        return config;
    }

    private static String withSchema(String fields, String payload) {
        return "{\"schema\":{\"type\":\"struct\",\"optional\":false,\"fields\":[" + fields + "]},\"payload\":" + payload
                + "}";
    }
}
