package dev.holdfast.avroserde;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.jspecify.annotations.Nullable;

/**
 * How values of one schema are written for one subject.
 *
 * @param id the id that stands in front
 * @param schema the values' schema
 * @param writer writes it
 * @param registered the schema of the id where it is another one, into which values are turned as a reader would
 */
record WritePlan(int id, Schema schema, DatumWriter<Object> writer, @Nullable Schema registered) {
    // Values are small; the default of 2,048 bytes would be allocated for each.
    private static final EncoderFactory ENCODERS = new EncoderFactory().configureBufferSize(256);

    byte[] write(@Nullable Object value) throws IOException {
        FramedBytes out = new FramedBytes(id);
        if (schema.getType() == Schema.Type.BYTES && plain(value, out)) {
            return out.toByteArray();
        }
        if (registered == null) {
            encode(writer, value, out);
        } else {
            encode(new GenericDatumWriter<>(registered), turned(value, registered), out);
        }
        return out.toByteArray();
    }

    private Object turned(@Nullable Object value, Schema into) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        encode(writer, value, out);
        return new GenericDatumReader<>(schema, into)
                .read(null, DecoderFactory.get().binaryDecoder(out.toByteArray(), null));
    }

    private static boolean plain(@Nullable Object value, FramedBytes out) {
        if (value instanceof byte[] bytes) {
            out.write(bytes, 0, bytes.length);
            return true;
        }
        if (value instanceof ByteBuffer buffer) {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.duplicate().get(bytes);
            out.write(bytes, 0, bytes.length);
            return true;
        }
        return false;
    }

    private static void encode(DatumWriter<Object> writer, @Nullable Object value, OutputStream out)
            throws IOException {
        BinaryEncoder encoder = ENCODERS.binaryEncoder(out, null);
        writer.write(value, encoder);
        encoder.flush();
    }
}
