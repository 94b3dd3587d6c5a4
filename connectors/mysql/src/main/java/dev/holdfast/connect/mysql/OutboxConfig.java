package dev.holdfast.connect.mysql;

import dev.holdfast.connect.ConfigChecks;
import dev.holdfast.connect.SourceSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.jspecify.annotations.Nullable;

/** What the outbox source can be told. Keys that Debezium's event router has, too, have its names and mean the same. */
final class OutboxConfig extends AbstractConfig {
    private static final String NAME = "name";
    private static final String TABLE = "outbox.table";
    private static final String ORDER = "outbox.order.column";
    private static final String DONE = "outbox.done";
    private static final String MARK = "outbox.mark.column";
    private static final String CLAIMS = "outbox.claims.table";
    private static final String POLL_INTERVAL = "poll.interval.ms";
    private static final String ID = "table.field.event.id";
    private static final String KEY = "table.field.event.key";
    private static final String PAYLOAD = "table.field.event.payload";
    private static final String TIMESTAMP = "table.field.event.timestamp";
    private static final String ROUTE_BY = "route.by.field";
    private static final String HEADERS = "table.fields.additional.placement";
    private static final String PAYLOAD_AS = "outbox.payload.as";

    OutboxConfig(Map<String, String> given) {
        super(keys(), given, false);
    }

    static ConfigDef keys() {
        ConfigDef keys = new ConfigDef();
        defineTable(keys);
        defineColumns(keys);
        Database.define(keys);
        SourceSettings.define(keys);
        return ConfigChecks.defineConnectionCheck(keys);
    }

    private static void defineTable(ConfigDef keys) {
        name(keys, TABLE, "outbox", "The table, or database.table.");
        name(
                keys,
                ORDER,
                "seq",
                "The column that orders the rows: a BIGINT with AUTO_INCREMENT and a unique index. Debezium needs none and"
                        + " is not disturbed by it.");
        keys.define(
                DONE,
                ConfigDef.Type.STRING,
                "delete",
                ConfigDef.ValidString.in("delete", "mark"),
                Importance.MEDIUM,
                "What becomes of a row when Kafka has it: it is deleted, or " + MARK + " is set to the time.");
        name(
                keys,
                MARK,
                "published_at",
                "If " + DONE
                        + " is mark: a column for a time, NULL until the row is done. It needs an index together with the"
                        + " order, and someone who deletes old rows.");
        name(
                keys,
                CLAIMS,
                "holdfast_outbox_claims",
                "A table of the connector's own, in the same database, created when it is missing. It has the ids of the rows"
                        + " that are on their way to Kafka.");
        keys.define(
                POLL_INTERVAL,
                ConfigDef.Type.INT,
                100,
                Range.between(1, 500),
                Importance.MEDIUM,
                "How long to wait before the table is asked again when it had nothing, in milliseconds.");
    }

    private static void defineColumns(ConfigDef keys) {
        name(keys, ID, "id", "The column with the event's id, unique and indexed. It becomes the header id.");
        name(
                keys,
                KEY,
                "aggregateid",
                "The column that becomes the record's key, so that events of one aggregate keep their order.");
        name(keys, PAYLOAD, "payload", "The column that becomes the record's value; NULL is a tombstone.");
        keys.define(
                TIMESTAMP,
                ConfigDef.Type.STRING,
                null,
                ConfigChecks.notBlank(),
                Importance.LOW,
                "A column with the record's timestamp: a number of milliseconds since 1970, or a time. Without it, the time"
                        + " of writing to Kafka counts.");
        name(
                keys,
                ROUTE_BY,
                "aggregatetype",
                "The column whose value stands for ${routedByValue} in " + SourceSettings.TOPIC
                        + "; outbox.event.${routedByValue} is Debezium's default.");
        keys.define(
                HEADERS,
                ConfigDef.Type.LIST,
                "type:header:eventType",
                Importance.MEDIUM,
                "Columns that become headers: column:header or column:header:name, separated by commas.");
        keys.define(
                PAYLOAD_AS,
                ConfigDef.Type.STRING,
                "column",
                ConfigDef.ValidString.in("column", "bytes", "text"),
                Importance.MEDIUM,
                "What the value is: bytes (for ByteArrayConverter), text in UTF-8 (for StringConverter), or what the column"
                        + " is: text for JSON and other texts, else bytes.");
    }

    private static void name(ConfigDef keys, String key, String byDefault, String documentation) {
        keys.define(key, ConfigDef.Type.STRING, byDefault, ConfigChecks.notBlank(), Importance.MEDIUM, documentation);
    }

    /** The connector's name, which claims are noted under. */
    String connector() {
        return originalsStrings().getOrDefault(NAME, "");
    }

    String table() {
        return getString(TABLE);
    }

    String quotedTable() {
        return Database.quoted(table());
    }

    String claims() {
        return Database.quoted(getString(CLAIMS));
    }

    String orderColumn() {
        return Database.column(getString(ORDER));
    }

    String idColumn() {
        return Database.column(getString(ID));
    }

    String keyColumn() {
        return Database.column(getString(KEY));
    }

    String payloadColumn() {
        return Database.column(getString(PAYLOAD));
    }

    String routeColumn() {
        return Database.column(getString(ROUTE_BY));
    }

    @Nullable
    String timestampColumn() {
        String column = getString(TIMESTAMP);
        return column == null ? null : Database.column(column);
    }

    /** The column to mark done rows in; null if they are deleted. */
    @Nullable
    String markColumn() {
        return "mark".equals(getString(DONE)) ? Database.column(getString(MARK)) : null;
    }

    Duration pollInterval() {
        return Duration.ofMillis(getInt(POLL_INTERVAL));
    }

    /** {@code column}, {@code bytes} or {@code text}. */
    String payloadAs() {
        return getString(PAYLOAD_AS);
    }

    List<HeaderColumn> headers() {
        return getList(HEADERS).stream().map(HeaderColumn::parse).toList();
    }

    /** The topic of a row, by the value it is routed by. */
    String topic(String routedBy) {
        return getString(SourceSettings.TOPIC).replace("${routedByValue}", routedBy);
    }
}
