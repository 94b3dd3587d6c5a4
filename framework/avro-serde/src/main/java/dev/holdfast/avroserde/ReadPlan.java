package dev.holdfast.avroserde;

import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DecoderFactory;
import org.jspecify.annotations.Nullable;

/**
 * How records of one schema are read.
 *
 * @param writer the schema
 * @param reader reads it as the wanted type
 * @param counted whether there are items to count
 */
record ReadPlan(Schema writer, DatumReader<Object> reader, boolean counted) {
    static ReadPlan of(Schema writer, AvroModel model) throws IOException {
        return new ReadPlan(
                writer, model.reader(writer), hasItems(writer, Collections.newSetFromMap(new IdentityHashMap<>())));
    }

    /** The value behind the frame. */
    @Nullable
    Object read(byte[] bytes, int from) throws IOException {
        if (writer.getType() == Schema.Type.BYTES) {
            // Confluent's framing of plain bytes: as they are, without Avro's length.
            return Arrays.copyOfRange(bytes, from, bytes.length);
        }
        int length = bytes.length - from;
        BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(bytes, from, length, null);
        Object value = reader.read(null, counted ? new BoundedDecoder(decoder, length) : decoder);
        if (!decoder.isEnd()) {
            throw new AvroDataException("there are bytes behind the value");
        }
        return writer.getType() == Schema.Type.STRING && value != null ? value.toString() : value;
    }

    private static boolean hasItems(Schema schema, Set<Schema> seen) {
        return switch (schema.getType()) {
            case ARRAY, MAP -> true;
            case UNION -> anyHasItems(schema.getTypes(), seen);
            case RECORD ->
                seen.add(schema)
                        && anyHasItems(
                                schema.getFields().stream()
                                        .map(Schema.Field::schema)
                                        .toList(),
                                seen);
            default -> false;
        };
    }

    private static boolean anyHasItems(List<Schema> schemas, Set<Schema> seen) {
        return schemas.stream().anyMatch(schema -> hasItems(schema, seen));
    }
}
