package dev.holdfast.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.holdfast.CodecException;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.kafka.common.utils.Bytes;

class KafkaTypesPropertyTest {
    @Property
    void whatIsEncodedIsDecodedAgain(@ForAll("values") Object value) {
        FoundCodec codec = FoundCodec.of(value instanceof ByteBuffer ? ByteBuffer.class : value.getClass());
        assertThat(codec.decode(codec.encode(value))).isEqualTo(value);
    }

    @Property
    void anyBytesAreAValueOrACodecException(@ForAll byte[] bytes, @ForAll("types") Type type) {
        FoundCodec codec = FoundCodec.of(type);
        try {
            Object value = codec.decode(bytes);
            assertThatCode(() -> codec.encode(value)).doesNotThrowAnyException();
        } catch (CodecException e) {
            assertThat(e).satisfies(KafkaTypesPropertyTest::namesNoContents);
        }
    }

    @Property
    void anyStringIsEncodedExactlyOrRefused(@ForAll("anyChars") String text) {
        FoundCodec codec = FoundCodec.of(String.class);
        boolean wellFormed = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8).equals(text);
        try {
            assertThat(codec.decode(codec.encode(text))).isEqualTo(text);
            assertThat(wellFormed).isTrue();
        } catch (CodecException e) {
            assertThat(wellFormed).isFalse();
        }
    }

    @Property
    void textIsDecodedIfAndOnlyIfItIsWrittenBackToTheSameBytes(@ForAll("nearlyUtf8") byte[] bytes) {
        FoundCodec codec = FoundCodec.of(String.class);
        byte[] lenient = new String(bytes, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8);
        try {
            assertThat(codec.encode(codec.decode(bytes))).isEqualTo(bytes);
        } catch (CodecException e) {
            assertThat(lenient).isNotEqualTo(bytes);
        }
    }

    private static void namesNoContents(CodecException e) {
        assertThat(e.getMessage()).matches("[a-zA-Z0-9 ,.-]+");
    }

    @Provide
    Arbitrary<Object> values() {
        return Arbitraries.oneOf(
                Arbitraries.strings().filter(s -> !hasHalfPair(s)).asGeneric(),
                bytes().asGeneric(),
                bytes().map(Bytes::wrap).asGeneric(),
                bytes().map(ByteBuffer::wrap).asGeneric(),
                Arbitraries.longs()
                        .tuple2()
                        .map(pair -> new UUID(pair.get1(), pair.get2()))
                        .asGeneric(),
                Arbitraries.shorts().asGeneric(),
                Arbitraries.integers().asGeneric(),
                Arbitraries.longs().asGeneric(),
                Arbitraries.floats().asGeneric(),
                Arbitraries.doubles().asGeneric(),
                Arbitraries.of(true, false).asGeneric());
    }

    @Provide
    Arbitrary<Type> types() {
        return Arbitraries.of(
                String.class,
                UUID.class,
                Void.class,
                short.class,
                int.class,
                long.class,
                float.class,
                double.class,
                boolean.class);
    }

    @Provide
    Arbitrary<String> anyChars() {
        return Arbitraries.integers()
                .between(0, Character.MAX_VALUE)
                .map(i -> (char) i.intValue())
                .list()
                .map(chars -> {
                    StringBuilder text = new StringBuilder();
                    chars.forEach(text::append);
                    return text.toString();
                });
    }

    @Provide
    Arbitrary<byte[]> nearlyUtf8() {
        Arbitrary<Byte> parts = Arbitraries.of(
                (byte) 'a', (byte) '?', (byte) 0xC3, (byte) 0xA9, (byte) 0xEF, (byte) 0xBF, (byte) 0xBD, (byte) 0x80);
        return parts.array(byte[].class).ofMaxSize(12);
    }

    private static Arbitrary<byte[]> bytes() {
        return Arbitraries.bytes().array(byte[].class).ofMaxSize(64);
    }

    private static boolean hasHalfPair(String text) {
        return !StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }
}
