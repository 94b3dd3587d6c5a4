package dev.holdfast.json;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import dev.holdfast.CodecException;
import dev.holdfast.TypeRef;
import dev.holdfast.codec.CodecFactory;
import dev.holdfast.codec.CodecFactory.Part;
import dev.holdfast.json.Samples.Colour;
import dev.holdfast.json.Samples.Everything;
import dev.holdfast.json.Samples.Point;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonCodecsTest {
    private static final Everything EVERYTHING = new Everything(
            new UUID(0, 7),
            new BigDecimal("1234567890123456789.1234567890123456789000"),
            Instant.parse("2026-01-02T03:04:05.123456789Z"),
            OffsetDateTime.parse("2026-01-02T03:04:05+02:00"),
            LocalDate.of(2026, 1, 2),
            Duration.ofMillis(1500),
            Colour.GREEN,
            Optional.of(new Point(1, 2)),
            Map.of("a", List.of(new Point(3, 4))));

    @Test
    void writesDatesAsIsoTextAndNumbersExactly() {
        String json = FoundJson.text(Everything.class, EVERYTHING);
        assertThat(json)
                .contains("\"id\":\"00000000-0000-0000-0000-000000000007\"")
                .contains("\"amount\":1234567890123456789.1234567890123456789000")
                .contains("\"at\":\"2026-01-02T03:04:05.123456789Z\"")
                .contains("\"local\":\"2026-01-02T03:04:05+02:00\"")
                .contains("\"day\":\"2026-01-02\"")
                .contains("\"length\":\"PT1.5S\"")
                .contains("\"colour\":\"GREEN\"")
                .contains("\"point\":{\"x\":1,\"y\":2}");
    }

    @Test
    void readsBackWhatItWrote() {
        Object read = FoundJson.read(Everything.class, FoundJson.text(Everything.class, EVERYTHING));
        assertThat(read).isEqualTo(EVERYTHING);
    }

    @Test
    void keepsTypeArguments() {
        Type points = new TypeRef<Map<String, List<Point>>>() {}.type();
        assertThat(FoundJson.read(points, "{\"a\":[{\"x\":1,\"y\":2}]}"))
                .isEqualTo(Map.of("a", List.of(new Point(1, 2))));
    }

    @Test
    void decimalsInTreesStayExact() {
        JsonNode tree = (JsonNode) FoundJson.read(JsonNode.class, "{\"a\":0.10000000000000000000000000000000000010}");
        assertThat(tree.toString()).isEqualTo("{\"a\":0.10000000000000000000000000000000000010}");
    }

    @Test
    void ignoresUnknownPropertiesUnlessToldNotTo() {
        String withMore = "{\"x\":1,\"z\":{\"deep\":[1]},\"y\":2}";
        assertThat(FoundJson.read(Point.class, withMore)).isEqualTo(new Point(1, 2));
        CodecFactory strict = JsonCodecs.builder().failOnUnknownFields().build();
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> FoundJson.read(strict, Point.class, withMore))
                .withMessageStartingWith("not JSON of dev.holdfast.json.Samples$Point: UnrecognizedPropertyException");
    }

    @Test
    void saysWhereButNotWhat() {
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> FoundJson.read(Point.class, "{\"x\":1,\n \"y\":\"secret\"}"))
                .withMessage(
                        "not JSON of dev.holdfast.json.Samples$Point: MismatchedInputException at line 2, column 6")
                .withNoCause();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"x\":1,\"y\":2} x",
                "{\"x\":1,\"y\":2}{}",
                "{\"x\":1,\"x\":2,\"y\":3}",
                "{\"x\":1,\"y\":2.5}",
                "{\"x\":1,\"y\":\"2\"}",
                "null",
                "",
                " "
            })
    void isStrict(String text) {
        assertThatExceptionOfType(CodecException.class).isThrownBy(() -> FoundJson.read(Point.class, text));
    }

    @Test
    void enumsAreReadByNameOnly() {
        assertThat(FoundJson.read(Colour.class, "\"RED\"")).isEqualTo(Colour.RED);
        assertThatExceptionOfType(CodecException.class).isThrownBy(() -> FoundJson.read(Colour.class, "1"));
    }

    @Test
    void readsUtf8Only() {
        byte[] utf16 = "{\"x\":1,\"y\":2}".getBytes(UTF_16);
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> FoundJson.read(JsonCodecs.defaults(), Point.class, utf16));
    }

    @Test
    void limitsAreKept() {
        CodecFactory small = JsonCodecs.builder()
                .limits(JsonLimits.defaults()
                        .maxNesting(3)
                        .maxStringLength(5)
                        .maxNumberLength(4)
                        .maxDocumentLength(30))
                .build();
        assertThat(FoundJson.read(small, JsonNode.class, "[[[\"12345\",1234]]]"))
                .isNotNull();
        for (String beyond : List.of("[[[[]]]]", "[\"123456\"]", "[12345]", "[" + "1,".repeat(15) + "1]")) {
            assertThatExceptionOfType(CodecException.class)
                    .as(beyond)
                    .isThrownBy(() -> FoundJson.read(small, JsonNode.class, beyond));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":", "{\"z\":["})
    void bombsOfNestingAreUndecodable(String level) {
        String bomb = level.repeat(1_000_000);
        for (Type type : List.<Type>of(JsonNode.class, Point.class, List.class)) {
            assertThatExceptionOfType(CodecException.class).isThrownBy(() -> FoundJson.read(type, bomb));
        }
    }

    @Test
    void bombsOfDigitsAreUndecodable() {
        for (String bomb : List.of("9".repeat(1_000_000), "1e1000000000", "1e-1000000000")) {
            assertThatExceptionOfType(CodecException.class).isThrownBy(() -> FoundJson.read(BigInteger.class, bomb));
        }
    }

    @Test
    void limitsBelowOneAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JsonLimits.defaults().maxNesting(0))
                .withMessage("maxNesting must be at least 1, not 0");
    }

    @Test
    void doesNotAnswerForWhatKafkasTypesCoverNorForObject() {
        for (Type other : List.<Type>of(
                String.class, byte[].class, long.class, Long.class, UUID.class, Object.class, Void.class)) {
            assertThat(JsonCodecs.defaults().codec(other, Part.VALUE))
                    .as(other.getTypeName())
                    .isEmpty();
        }
        assertThat(JsonCodecs.defaults().codec(List.class.getTypeParameters()[0], Part.VALUE))
                .isEmpty();
    }

    @Test
    void aMapperOfTheUsersDecidesOnNames() {
        ObjectMapper snakes = new ObjectMapper().setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE);
        record Named(int firstName) {}
        CodecFactory json = JsonCodecs.of(snakes);
        snakes.setPropertyNamingStrategy(PropertyNamingStrategies.UPPER_CAMEL_CASE);
        assertThat(FoundJson.read(json, Named.class, "{\"first_name\":1}")).isEqualTo(new Named(1));
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> FoundJson.read(json, Named.class, "{\"first_name\":1} x"));
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> FoundJson.read(json, Named.class, "{\"other\":1}"));
    }

    @Test
    void whatAConstructorThrowsIsNamedByClassOnly() {
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> FoundJson.read(Positive.class, "{\"amount\":-12345}"))
                .withMessageContaining("ValueInstantiationException by java.lang.IllegalArgumentException")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("12345"));
    }

    @Test
    void aValueThatCannotBeWrittenIsNotShown() {
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> FoundJson.text(Broken.class, new Broken("secret")))
                .withMessage("can't write JSON of dev.holdfast.json.JsonCodecsTest$Broken:"
                        + " JsonMappingException by java.lang.IllegalStateException")
                .withNoCause();
    }

    record Positive(int amount) {
        Positive {
            if (amount < 0) {
                throw new IllegalArgumentException("negative: " + amount);
            }
        }
    }

    record Broken(String value) {
        public int getLength() {
            if (value.length() > 3) {
                throw new IllegalStateException(value);
            }
            return value.length();
        }
    }

    /** Text through a factory's codec. */
    static final class FoundJson {
        private FoundJson() {}

        static String text(Type type, Object value) {
            return new String(FoundCodec.of(JsonCodecs.defaults(), type).encode(value), UTF_8);
        }

        static Object read(Type type, String text) {
            return read(JsonCodecs.defaults(), type, text);
        }

        static Object read(CodecFactory factory, Type type, String text) {
            return read(factory, type, text.getBytes(UTF_8));
        }

        static Object read(CodecFactory factory, Type type, byte[] bytes) {
            return FoundCodec.of(factory, type).decode(bytes);
        }
    }
}
