package dev.holdfast.avroserde;

import static java.util.Map.entry;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.apache.avro.Conversions.BigDecimalConversion;
import org.apache.avro.Conversions.DecimalConversion;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.LogicalTypes.Decimal;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericFixed;
import org.jspecify.annotations.Nullable;

/** Bindings of values without parts. */
final class ScalarBindings {
    private static final Map<Class<?>, JavaBinding> ALL = Map.ofEntries(
            entry(Boolean.class, same(Schema.Type.BOOLEAN, Boolean.class)),
            entry(boolean.class, same(Schema.Type.BOOLEAN, Boolean.class)),
            entry(Integer.class, same(Schema.Type.INT, Integer.class)),
            entry(int.class, same(Schema.Type.INT, Integer.class)),
            entry(Long.class, same(Schema.Type.LONG, Long.class)),
            entry(long.class, same(Schema.Type.LONG, Long.class)),
            entry(Float.class, same(Schema.Type.FLOAT, Float.class)),
            entry(float.class, same(Schema.Type.FLOAT, Float.class)),
            entry(Double.class, same(Schema.Type.DOUBLE, Double.class)),
            entry(double.class, same(Schema.Type.DOUBLE, Double.class)),
            entry(Short.class, shorts()),
            entry(short.class, shorts()),
            entry(Byte.class, bytes()),
            entry(byte.class, bytes()),
            entry(String.class, text(null, String.class, Function.identity(), Function.identity())),
            entry(CharSequence.class, text(null, CharSequence.class, CharSequence::toString, read -> read)),
            entry(UUID.class, text(LogicalTypes.uuid(), UUID.class, UUID::toString, UUID::fromString)),
            entry(
                    byte[].class,
                    JavaBinding.of(
                            Schema.create(Schema.Type.BYTES),
                            byte[].class,
                            ByteBuffer::wrap,
                            ByteBuffer.class,
                            ScalarBindings::copied)),
            entry(BigDecimal.class, bigDecimal()),
            entry(
                    Instant.class,
                    longs(
                            LogicalTypes.timestampMicros(),
                            Instant.class,
                            instant -> ChronoUnit.MICROS.between(Instant.EPOCH, instant),
                            micros -> Instant.EPOCH.plus(micros, ChronoUnit.MICROS))),
            entry(
                    LocalDateTime.class,
                    longs(
                            LogicalTypes.localTimestampMicros(),
                            LocalDateTime.class,
                            time -> ChronoUnit.MICROS.between(Instant.EPOCH, time.toInstant(ZoneOffset.UTC)),
                            micros -> LocalDateTime.ofInstant(
                                    Instant.EPOCH.plus(micros, ChronoUnit.MICROS), ZoneOffset.UTC))),
            entry(
                    LocalTime.class,
                    longs(
                            LogicalTypes.timeMicros(),
                            LocalTime.class,
                            time -> time.toNanoOfDay() / 1_000,
                            micros -> LocalTime.ofNanoOfDay(Math.multiplyExact(micros, 1_000L)))),
            entry(
                    LocalDate.class,
                    JavaBinding.of(
                            LogicalTypes.date().addToSchema(Schema.create(Schema.Type.INT)),
                            LocalDate.class,
                            date -> Math.toIntExact(date.toEpochDay()),
                            Integer.class,
                            day -> LocalDate.ofEpochDay(day))));

    private ScalarBindings() {}

    static @Nullable JavaBinding of(Class<?> type) {
        return ALL.get(type);
    }

    /** A decimal of fixed scale, in bytes or fixed, as an explicit schema says. */
    static JavaBinding decimal(Schema schema, Decimal type) {
        DecimalConversion conversion = new DecimalConversion();
        return schema.getType() == Schema.Type.FIXED
                ? JavaBinding.of(
                        schema,
                        BigDecimal.class,
                        value -> conversion.toFixed(value, schema, type),
                        GenericFixed.class,
                        fixed -> conversion.fromFixed(fixed, schema, type))
                : JavaBinding.of(
                        schema,
                        BigDecimal.class,
                        value -> conversion.toBytes(value, schema, type),
                        ByteBuffer.class,
                        bytes -> conversion.fromBytes(bytes, schema, type));
    }

    private static JavaBinding bigDecimal() {
        BigDecimalConversion conversion = new BigDecimalConversion();
        LogicalType type = LogicalTypes.bigDecimal();
        Schema schema = type.addToSchema(Schema.create(Schema.Type.BYTES));
        return JavaBinding.of(
                schema,
                BigDecimal.class,
                value -> conversion.toBytes(value, schema, type),
                ByteBuffer.class,
                bytes -> conversion.fromBytes(bytes, schema, type));
    }

    private static <J> JavaBinding same(Schema.Type type, Class<J> java) {
        return JavaBinding.of(Schema.create(type), java, Function.identity(), java, Function.identity());
    }

    private static JavaBinding shorts() {
        return JavaBinding.of(Schema.create(Schema.Type.INT), Short.class, Short::intValue, Integer.class, number -> {
            if (number != number.shortValue()) {
                throw new ArithmeticException("no short");
            }
            return number.shortValue();
        });
    }

    private static JavaBinding bytes() {
        return JavaBinding.of(Schema.create(Schema.Type.INT), Byte.class, Byte::intValue, Integer.class, number -> {
            if (number != number.byteValue()) {
                throw new ArithmeticException("no byte");
            }
            return number.byteValue();
        });
    }

    private static <J> JavaBinding text(
            @Nullable LogicalType logical, Class<J> java, Function<J, String> write, Function<String, J> read) {
        Schema schema = Schema.create(Schema.Type.STRING);
        return JavaBinding.of(
                logical == null ? schema : logical.addToSchema(schema),
                java,
                write,
                CharSequence.class,
                text -> read.apply(text.toString()));
    }

    private static <J> JavaBinding longs(
            LogicalType logical, Class<J> java, Function<J, Long> write, Function<Long, J> read) {
        return JavaBinding.of(logical.addToSchema(Schema.create(Schema.Type.LONG)), java, write, Long.class, read);
    }

    private static byte[] copied(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
