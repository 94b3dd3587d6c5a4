package dev.holdfast.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.CodecException;
import dev.holdfast.TypeRef;
import dev.holdfast.json.Samples.Everything;
import dev.holdfast.json.Samples.Page;
import dev.holdfast.json.Samples.Payment;
import dev.holdfast.json.Samples.Point;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class JsonFuzzPropertyTest {
    private static final byte[] DOCUMENT = ("{\"id\":\"00000000-0000-0000-0000-000000000007\",\"amount\":1.50,"
                    + "\"at\":\"2026-01-02T03:04:05Z\",\"type\":\"Cash\",\"cents\":5,\"colour\":\"RED\","
                    + "\"point\":{\"x\":1,\"y\":2},\"points\":{\"a\":[{\"x\":1}]},\"items\":[null,{\"y\":3}],\"é\":\"\\u00e9\"}")
            .getBytes(StandardCharsets.UTF_8);

    private static final Map<Type, FoundCodec> CODECS = Stream.of(
                    Everything.class, Payment.class, JsonNode.class, Map.class, new TypeRef<Page<Point>>() {}.type())
            .collect(Collectors.toMap(Function.identity(), type -> FoundCodec.of(JsonCodecs.defaults(), type)));

    @Property
    void anyBytesAreAValueOrACodecException(@ForAll byte[] bytes, @ForAll("types") Type type) {
        assertValueOrCodecException(bytes, type);
    }

    @Property
    void damagedDocumentsAreAValueOrACodecException(@ForAll("damaged") byte[] bytes, @ForAll("types") Type type) {
        assertValueOrCodecException(bytes, type);
    }

    @Property
    void pointsComeBack(@ForAll int x, @ForAll int y) {
        FoundCodec codec = FoundCodec.of(JsonCodecs.defaults(), Point.class);
        assertThat(codec.decode(codec.encode(new Point(x, y)))).isEqualTo(new Point(x, y));
    }

    private static void assertValueOrCodecException(byte[] bytes, Type type) {
        FoundCodec codec = Objects.requireNonNull(CODECS.get(type));
        try {
            assertThat(codec.decode(bytes)).isNotNull();
        } catch (CodecException e) {
            assertThat(e).hasNoCause().message().startsWith("not JSON of ").matches("[\\w .,:$<>;/\\[\\]-]+");
        }
    }

    @Provide
    Arbitrary<Type> types() {
        return Arbitraries.of(CODECS.keySet());
    }

    @Provide
    Arbitrary<byte[]> damaged() {
        Arbitrary<Integer> position = Arbitraries.integers().between(0, DOCUMENT.length - 1);
        Arbitrary<Byte> syntax = Arbitraries.of('{', '}', '[', ']', ',', ':', '"', '\\', '0', '9', 'e', '-', '.')
                .map(c -> (byte) c.charValue());
        Arbitrary<Byte> noise = Arbitraries.oneOf(Arbitraries.bytes(), syntax);
        return Combinators.combine(position, noise, position, noise, position).as((at, by, at2, by2, end) -> {
            byte[] bytes = Arrays.copyOf(DOCUMENT, at % 3 == 0 ? end : DOCUMENT.length);
            if (bytes.length > 0) {
                bytes[at % bytes.length] = by;
                bytes[at2 % bytes.length] = by2;
            }
            return bytes;
        });
    }
}
