package dev.holdfast.connect.mysql;

import dev.holdfast.connect.ConfigChecks;
import dev.holdfast.connect.RetrySettings;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigValue;

/** What the table sink can be told. Keys that the well-known JDBC sink has, too, have its names and mean the same. */
final class TableSinkConfig extends AbstractConfig {
    static final String OFFSETS_TABLE = "offsets.table";
    static final String AUTO_CREATE = "auto.create";
    static final String AUTO_EVOLVE = "auto.evolve";
    private static final String NAME = "name";
    private static final String TABLE = "table.name.format";
    private static final String INSERT_MODE = "insert.mode";
    private static final String UPSERT = "upsert";
    private static final String DELETE = "delete.enabled";
    private static final String PK_MODE = "pk.mode";
    private static final String PK_FIELDS = "pk.fields";
    private static final String FIELDS = "fields.whitelist";
    private static final String TOPIC = "${topic}";
    private static final List<String> COORDINATES =
            List.of("__connect_topic", "__connect_partition", "__connect_offset");

    TableSinkConfig(Map<String, String> given) {
        super(keys(), given, false);
    }

    static ConfigDef keys() {
        ConfigDef keys = new ConfigDef()
                .define(
                        TABLE,
                        ConfigDef.Type.STRING,
                        TOPIC,
                        ConfigChecks.notBlank(),
                        Importance.HIGH,
                        "The table, or database.table, that records of a topic go to; " + TOPIC
                                + " stands for the topic.")
                .define(
                        INSERT_MODE,
                        ConfigDef.Type.STRING,
                        "insert",
                        ConfigDef.ValidString.in("insert", UPSERT),
                        Importance.HIGH,
                        "insert: each record is a new row. upsert: it replaces the row with its primary key, if there is one.")
                .define(
                        PK_MODE,
                        ConfigDef.Type.STRING,
                        "none",
                        ConfigDef.ValidString.in("none", "kafka", "record_key", "record_value"),
                        Importance.HIGH,
                        "What the primary key is: none (the table has its own, or none), kafka (topic, partition and offset),"
                                + " record_key, or record_value.")
                .define(
                        PK_FIELDS,
                        ConfigDef.Type.LIST,
                        List.of(),
                        Importance.MEDIUM,
                        "The primary key's columns. record_key: the fields of the key, all of them if this is empty, or the name"
                                + " for a key without fields. record_value: the fields of the value. kafka: three names, "
                                + String.join(", ", COORDINATES) + " if this is empty.")
                .define(
                        DELETE,
                        ConfigDef.Type.BOOLEAN,
                        false,
                        Importance.MEDIUM,
                        "Whether a record without value deletes the row with its key. Needs " + PK_MODE
                                + "=record_key. Without it such records can't be written.")
                .define(
                        FIELDS,
                        ConfigDef.Type.LIST,
                        List.of(),
                        Importance.MEDIUM,
                        "The fields of values that are written; all of them if this is empty. The primary key is always"
                                + " written.")
                .define(
                        AUTO_CREATE,
                        ConfigDef.Type.BOOLEAN,
                        false,
                        Importance.MEDIUM,
                        "Whether a table that is missing is created. Needs values with a schema.")
                .define(
                        AUTO_EVOLVE,
                        ConfigDef.Type.BOOLEAN,
                        false,
                        Importance.MEDIUM,
                        "Whether columns that a table lacks are added. Needs values with a schema, whose new fields are optional"
                                + " or have a default.")
                .define(
                        OFFSETS_TABLE,
                        ConfigDef.Type.STRING,
                        "holdfast_sink_offsets",
                        ConfigChecks.notBlank(),
                        Importance.MEDIUM,
                        "A table of the connector's own, in the same database, created when it is missing. It has how far each"
                                + " partition has come.");
        Database.define(keys);
        RetrySettings.define(keys);
        return ConfigChecks.defineConnectionCheck(keys);
    }

    /** Reports values that are right alone, but not together. */
    static Config checkTogether(Config config) {
        String mode = String.valueOf(value(config, PK_MODE).value());
        if (UPSERT.equals(value(config, INSERT_MODE).value()) && mode.equals("none")) {
            value(config, PK_MODE).addErrorMessage("must not be none if " + INSERT_MODE + " is " + UPSERT);
        }
        if (Boolean.TRUE.equals(value(config, DELETE).value()) && !mode.equals("record_key")) {
            value(config, DELETE).addErrorMessage("needs " + PK_MODE + "=record_key");
        }
        ConfigValue fields = value(config, PK_FIELDS);
        if (fields.value() instanceof List<?> names) {
            if (mode.equals("kafka") && !names.isEmpty() && names.size() != COORDINATES.size()) {
                fields.addErrorMessage("must be three names if " + PK_MODE + " is kafka");
            }
            if (mode.equals("record_value") && names.isEmpty()) {
                fields.addErrorMessage("is required if " + PK_MODE + " is record_value");
            }
        }
        return config;
    }

    private static ConfigValue value(Config config, String key) {
        return config.configValues().stream()
                .filter(value -> value.name().equals(key))
                .findFirst()
                .orElseThrow();
    }

    /** The connector's name, which positions are noted under. */
    String connector() {
        return originalsStrings().getOrDefault(NAME, "");
    }

    String table(String topic) {
        return getString(TABLE).replace(TOPIC, topic);
    }

    boolean upsert() {
        return getString(INSERT_MODE).equals(UPSERT);
    }

    boolean deletes() {
        return getBoolean(DELETE);
    }

    PrimaryKey primaryKey() {
        return PrimaryKey.valueOf(getString(PK_MODE).toUpperCase(Locale.ROOT));
    }

    /** Names as given; for coordinates of Kafka always three. */
    List<String> primaryKeyFields() {
        List<String> given = getList(PK_FIELDS);
        return given.isEmpty() && primaryKey() == PrimaryKey.KAFKA ? COORDINATES : given;
    }

    boolean isWritten(String field) {
        List<String> some = getList(FIELDS);
        return some.isEmpty() || some.contains(field);
    }

    boolean autoCreate() {
        return getBoolean(AUTO_CREATE);
    }

    boolean autoEvolve() {
        return getBoolean(AUTO_EVOLVE);
    }

    String offsetsTable() {
        return Database.quoted(getString(OFFSETS_TABLE));
    }
}
