package dev.holdfast.connect.mysql;

import java.util.List;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * What a record does to a row.
 *
 * @param record the record
 * @param statement what is done
 * @param values what is bound to its columns, in their order
 * @param schemas the types of the columns, in their order, null where the record does not tell
 */
record RowChange(
        SinkRecord record, RowStatement statement, List<@Nullable Object> values, List<@Nullable Schema> schemas) {}
