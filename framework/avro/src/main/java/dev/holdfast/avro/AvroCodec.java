package dev.holdfast.avro;

import dev.holdfast.CodecException;
import dev.holdfast.CodecUnavailableException;
import dev.holdfast.avroserde.AvroDataException;
import dev.holdfast.avroserde.AvroFormat;
import dev.holdfast.codec.Codec;
import dev.holdfast.codec.CodecFactory.Part;
import dev.holdfast.schemaregistry.SchemaRegistryException;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.common.header.Headers;

/** One type's Avro. */
final class AvroCodec<T> implements Codec<T> {
    private final Class<T> type;
    private final AvroFormat format;
    private final SubjectCheck check;

    AvroCodec(Class<T> type, AvroFormat format, SubjectCheck check) {
        this.type = type;
        this.format = format;
        this.check = check;
    }

    @Override
    public byte[] encode(String topic, Headers headers, T value) {
        try {
            return format.encode(topic, value);
        } catch (AvroDataException e) {
            throw new CodecException(text(e), null);
        } catch (SchemaRegistryException e) {
            throw translated(e);
        }
    }

    @Override
    public T decode(String topic, Headers headers, byte[] bytes) {
        try {
            Object value = format.decode(bytes);
            if (!type.isInstance(value)) {
                throw new CodecException("Avro of another type than " + type.getName(), null);
            }
            return type.cast(value);
        } catch (AvroDataException e) {
            throw new CodecException(text(e), null);
        } catch (SchemaRegistryException e) {
            throw translated(e);
        }
    }

    @Override
    public List<String> check(String topic, Part part, Direction direction) {
        return check.check(topic, format, direction);
    }

    /** Only what the registry says about the schema itself says something about the record. */
    private static RuntimeException translated(SchemaRegistryException e) {
        return e.mayPass() ? new CodecUnavailableException(text(e), e) : new CodecException(text(e), e);
    }

    private static String text(Exception e) {
        return Objects.requireNonNullElse(e.getMessage(), e.getClass().getName());
    }
}
