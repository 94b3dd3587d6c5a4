package dev.holdfast.connect.mysql;

import dev.holdfast.connect.mysql.RowStatement.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** Makes rows of records, by the configuration alone. */
final class RowMapping {
    private final TableSinkConfig config;
    private final PrimaryKey primaryKey;

    RowMapping(TableSinkConfig config) {
        this.config = config;
        this.primaryKey = config.primaryKey();
    }

    /** A value and its type, null if the record does not tell it. */
    private record Cell(@Nullable Object value, @Nullable Schema schema) {}

    /**
     * What a record does.
     *
     * @throws DataException if it can't be a row; the message has nothing of the contents
     */
    RowChange of(SinkRecord record) {
        String table = config.table(record.topic());
        if (record.value() == null) {
            if (!config.deletes()) {
                throw new DataException("A record without value is no row, and delete.enabled is false");
            }
            Map<String, Cell> key = keyOf(record);
            return change(record, table, Kind.DELETE, key, key);
        }
        Map<String, Cell> fields = fields("value", record.value());
        Map<String, Cell> key =
                switch (primaryKey) {
                    case NONE -> Map.of();
                    case KAFKA -> coordinates(record);
                    case RECORD_KEY -> keyOf(record);
                    case RECORD_VALUE -> some("value", fields, config.primaryKeyFields());
                };
        Map<String, Cell> cells = new LinkedHashMap<>(key);
        fields.forEach((name, cell) -> {
            if (config.isWritten(name)) {
                cells.putIfAbsent(name, cell);
            }
        });
        if (cells.isEmpty()) {
            throw new DataException("The value has no field that is to be written");
        }
        return change(record, table, config.upsert() ? Kind.UPSERT : Kind.INSERT, cells, key);
    }

    private static RowChange change(
            SinkRecord record, String table, Kind kind, Map<String, Cell> cells, Map<String, Cell> key) {
        List<@Nullable Object> values = new ArrayList<>(cells.size());
        List<@Nullable Schema> schemas = new ArrayList<>(cells.size());
        cells.forEach((name, cell) -> {
            values.add(ColumnValues.of(name, cell.value(), cell.schema()));
            schemas.add(cell.schema());
        });
        RowStatement statement = new RowStatement(table, kind, List.copyOf(cells.keySet()), List.copyOf(key.keySet()));
        return new RowChange(record, statement, values, schemas);
    }

    private Map<String, Cell> coordinates(SinkRecord record) {
        List<String> names = config.primaryKeyFields();
        Map<String, Cell> cells = new LinkedHashMap<>();
        cells.put(names.get(0), new Cell(record.originalTopic(), Schema.STRING_SCHEMA));
        cells.put(names.get(1), new Cell(record.originalKafkaPartition(), Schema.INT32_SCHEMA));
        cells.put(names.get(2), new Cell(record.originalKafkaOffset(), Schema.INT64_SCHEMA));
        return cells;
    }

    private Map<String, Cell> keyOf(SinkRecord record) {
        List<String> names = config.primaryKeyFields();
        Object key = record.key();
        if (key == null) {
            throw new DataException("The record has no key, which pk.mode says is the primary key");
        }
        if (key instanceof Struct || key instanceof Map) {
            Map<String, Cell> fields = fields("key", key);
            return names.isEmpty() ? fields : some("key", fields, names);
        }
        if (names.size() != 1) {
            throw new DataException("The key has no fields, so pk.fields must be the name of one column");
        }
        Map<String, Cell> only = new LinkedHashMap<>();
        only.put(names.get(0), new Cell(key, record.keySchema()));
        return only;
    }

    private static Map<String, Cell> some(String where, Map<String, Cell> fields, List<String> names) {
        Map<String, Cell> some = new LinkedHashMap<>();
        for (String name : names) {
            Cell cell = fields.get(name);
            if (cell == null || cell.value() == null) {
                throw new DataException("The " + where + " has no field " + name + ", which pk.fields names");
            }
            some.put(name, cell);
        }
        return some;
    }

    private static Map<String, Cell> fields(String where, Object value) {
        Map<String, Cell> fields = new LinkedHashMap<>();
        if (value instanceof Struct struct) {
            for (Field field : struct.schema().fields()) {
                fields.put(field.name(), new Cell(struct.get(field), field.schema()));
            }
        } else if (value instanceof Map<?, ?> map) {
            // In an order of their own, so that alike rows are alike statements.
            Map<String, @Nullable Object> sorted = new TreeMap<>();
            map.forEach((name, each) -> sorted.put(String.valueOf(name), each));
            sorted.forEach((name, each) -> fields.put(name, new Cell(each, null)));
        } else {
            throw new DataException("The " + where + " is a " + value.getClass().getSimpleName()
                    + ", which has no fields: use a converter with a schema, JsonConverter, or HoistField");
        }
        return fields;
    }
}
