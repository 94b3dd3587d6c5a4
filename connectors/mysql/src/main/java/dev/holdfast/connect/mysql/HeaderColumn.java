package dev.holdfast.connect.mysql;

import org.apache.kafka.common.config.ConfigException;

/**
 * A column that becomes a header.
 *
 * @param column the column's name
 * @param header the header's name
 */
record HeaderColumn(String column, String header) {
    static HeaderColumn parse(String placement) {
        String[] parts = placement.trim().split(":", -1);
        if (parts.length < 2 || parts.length > 3 || !parts[1].equals("header")) {
            throw new ConfigException(
                    "table.fields.additional.placement",
                    placement,
                    "must be column:header or" + " column:header:name; other places are Debezium's only");
        }
        return new HeaderColumn(parts[0], parts[parts.length == 3 ? 2 : 0]);
    }

    String quoted() {
        return Database.column(column);
    }
}
