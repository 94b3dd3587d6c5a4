package dev.holdfast.avroserde;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.reflect.AvroDefault;
import org.apache.avro.reflect.AvroName;
import org.apache.avro.reflect.AvroSchema;
import org.apache.avro.util.Utf8;
import org.jspecify.annotations.Nullable;

/** Types and values that the tests read and write. */
final class Samples {
    private Samples() {}

    /** A schema with every type that Avro has. */
    static final Schema EVERYTHING = new Schema.Parser()
            .parse(
                    """
            {"type":"record","name":"Everything","namespace":"samples","fields":[
              {"name":"none","type":"null"},{"name":"flag","type":"boolean"},{"name":"number","type":"int"},
              {"name":"big","type":"long"},{"name":"half","type":"float"},{"name":"whole","type":"double"},
              {"name":"raw","type":"bytes"},{"name":"text","type":"string"},
              {"name":"list","type":{"type":"array","items":"int"}},
              {"name":"map","type":{"type":"map","values":"long"}},
              {"name":"colour","type":{"type":"enum","name":"Colour","symbols":["RED","GREEN"]}},
              {"name":"hash","type":{"type":"fixed","name":"Hash","size":3}},
              {"name":"maybe","type":["null","string",{"type":"record","name":"Inner","fields":[
                {"name":"deep","type":["null","Inner"],"default":null}]}]},
              {"name":"at","type":{"type":"long","logicalType":"timestamp-millis"}}]}
            """);

    static GenericData.Record everything() {
        GenericData.Record inner = new GenericData.Record(
                EVERYTHING.getField("maybe").schema().getTypes().get(2));
        GenericData.Record all = new GenericData.Record(EVERYTHING);
        all.put("none", null);
        all.put("flag", true);
        all.put("number", -7);
        all.put("big", Long.MIN_VALUE);
        all.put("half", 0.5f);
        all.put("whole", Math.PI);
        all.put("raw", ByteBuffer.wrap(new byte[] {0, -1, 2}));
        all.put("text", new Utf8("é😀"));
        all.put("list", List.of(1, 2, 3));
        all.put("map", Map.of(new Utf8("a"), 5L));
        all.put(
                "colour",
                new GenericData.EnumSymbol(EVERYTHING.getField("colour").schema(), "GREEN"));
        all.put("hash", new GenericData.Fixed(EVERYTHING.getField("hash").schema(), new byte[] {1, 2, 3}));
        all.put("maybe", inner);
        all.put("at", 1_700_000_000_123L);
        return all;
    }

    enum Colour {
        RED,
        GREEN
    }

    sealed interface Payment permits Card, Cash {}

    record Card(String number) implements Payment {}

    record Cash(int cents) implements Payment {}

    record Rich(
            boolean flag,
            short small,
            @AvroName("renamed") int number,
            Long big,
            String text,
            Colour colour,
            List<Card> cards,
            Set<String> tags,
            Map<String, Double> rates,
            Optional<Cash> change,
            @Nullable String note,
            Payment payment,
            UUID id,
            BigDecimal exact,
            @AvroSchema("{\"type\":\"bytes\",\"logicalType\":\"decimal\",\"precision\":9,\"scale\":2}")
                    BigDecimal price,
            Instant at,
            LocalDate day,
            LocalTime time,
            LocalDateTime local) {}

    static Rich rich(Optional<Cash> change, @Nullable String note) {
        return new Rich(
                true,
                (short) -3,
                4,
                5L,
                "é",
                Colour.GREEN,
                List.of(new Card("1"), new Card("2")),
                Set.of("a"),
                Map.of("k", 0.25),
                change,
                note,
                new Cash(9),
                new UUID(1, 2),
                new BigDecimal("12345678901234567890.123"),
                new BigDecimal("12.30"),
                Instant.parse("2026-01-02T03:04:05.123456Z"),
                LocalDate.of(1969, 12, 31),
                LocalTime.of(1, 2, 3, 4_000),
                LocalDateTime.of(2026, 1, 2, 3, 4, 5, 6_000));
    }

    record PointV1(int x, int y) {}

    record PointV2(long x, @AvroDefault("7") int z) {}

    record Numbers(List<Integer> values) {}

    record Doubles(List<Double> values) {}

    /** As beans are: a constructor without parameters, and fields. */
    static final class Bean {
        private int b;
        private byte[] raw = {1, 2};
        private String a = "";

        Bean with(String text, int number) {
            a = text;
            b = number;
            return this;
        }

        String text() {
            return a + b + raw.length;
        }
    }
}
