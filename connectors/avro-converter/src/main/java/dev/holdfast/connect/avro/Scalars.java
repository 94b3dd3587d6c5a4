package dev.holdfast.connect.avro;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.function.Function;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericFixed;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.errors.DataException;

/** The mappings of values without parts, by Connect's type and the name of its logical types. */
final class Scalars {
    private Scalars() {}

    static Mapping of(Schema connect, org.apache.avro.Schema avro, FieldPath at) {
        String name = connect.name() == null ? "" : connect.name();
        return switch (connect.type()) {
            case BOOLEAN -> same(Boolean.class, at);
            case INT8 -> new ScalarMapping(value -> ((Byte) value).intValue(), Scalars::int8, at);
            case INT16 -> new ScalarMapping(value -> ((Short) value).intValue(), Scalars::int16, at);
            case INT32 -> int32(connect, name, at);
            case INT64 ->
                name.equals(Timestamp.LOGICAL_NAME)
                        ? mapping(
                                value -> Timestamp.fromLogical(connect, (java.util.Date) value),
                                millis -> Timestamp.toLogical(connect, (Long) millis),
                                at)
                        : same(Long.class, at);
            case FLOAT32 -> same(Float.class, at);
            case FLOAT64 -> same(Double.class, at);
            case STRING -> text(avro, at);
            case BYTES -> bytes(connect, avro, name, at);
            case ARRAY, MAP, STRUCT -> throw new IllegalArgumentException(connect.type() + " has parts");
        };
    }

    private static Mapping bytes(Schema connect, org.apache.avro.Schema avro, String name, FieldPath at) {
        if (name.equals(Decimal.LOGICAL_NAME)) {
            return mapping(
                    value -> ByteBuffer.wrap(Decimal.fromLogical(connect, (BigDecimal) value)),
                    bytes -> Decimal.toLogical(connect, array(bytes)),
                    at);
        }
        return avro.getType() == org.apache.avro.Schema.Type.FIXED
                ? mapping(value -> fixed(avro, array(value)), Scalars::buffer, at)
                : mapping(Scalars::buffer, Scalars::buffer, at);
    }

    private static Object fixed(org.apache.avro.Schema avro, byte[] bytes) {
        if (bytes.length != avro.getFixedSize()) {
            throw new DataException("not " + avro.getFixedSize() + " bytes");
        }
        return new GenericData.Fixed(avro, bytes);
    }

    private static Mapping int32(Schema connect, String name, FieldPath at) {
        return switch (name) {
            case Date.LOGICAL_NAME ->
                mapping(
                        value -> Date.fromLogical(connect, (java.util.Date) value),
                        day -> Date.toLogical(connect, (Integer) day),
                        at);
            case Time.LOGICAL_NAME ->
                mapping(
                        value -> Time.fromLogical(connect, (java.util.Date) value),
                        millis -> Time.toLogical(connect, (Integer) millis),
                        at);
            default -> same(Integer.class, at);
        };
    }

    private static Mapping text(org.apache.avro.Schema avro, FieldPath at) {
        if (avro.getType() != org.apache.avro.Schema.Type.ENUM) {
            return mapping(value -> ((CharSequence) value).toString(), Object::toString, at);
        }
        return mapping(
                value -> {
                    if (!avro.hasEnumSymbol((String) value)) {
                        throw new DataException("not one of the symbols of " + avro.getFullName());
                    }
                    return new GenericData.EnumSymbol(avro, (String) value);
                },
                Object::toString,
                at);
    }

    private static Mapping same(Class<?> type, FieldPath at) {
        return new ScalarMapping(type::cast, type::cast, at);
    }

    private static Mapping mapping(Function<Object, Object> write, Function<Object, Object> read, FieldPath at) {
        return new ScalarMapping(write, read, at);
    }

    private static Object int8(Object number) {
        int wide = (Integer) number;
        if (wide != (byte) wide) {
            throw new DataException("more than a byte");
        }
        return (byte) wide;
    }

    private static Object int16(Object number) {
        int wide = (Integer) number;
        if (wide != (short) wide) {
            throw new DataException("more than two bytes");
        }
        return (short) wide;
    }

    private static ByteBuffer buffer(Object bytes) {
        if (bytes instanceof ByteBuffer buffer) {
            return buffer.duplicate();
        }
        return ByteBuffer.wrap(bytes instanceof GenericFixed fixed ? fixed.bytes() : (byte[]) bytes);
    }

    private static byte[] array(Object bytes) {
        ByteBuffer buffer = buffer(bytes);
        byte[] copy = new byte[buffer.remaining()];
        buffer.get(copy);
        return copy;
    }
}
