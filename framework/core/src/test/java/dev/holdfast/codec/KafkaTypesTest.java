package dev.holdfast.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.holdfast.CodecException;
import dev.holdfast.codec.CodecFactory.Part;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KafkaTypesTest {
    @Test
    void writesWhatKafkasSerdesWrite() {
        assertSameAsKafka(String.class, "añ€😀 \uFFFD ?", Serdes.String());
        assertSameAsKafka(byte[].class, new byte[] {1, -1}, Serdes.ByteArray());
        assertSameAsKafka(Bytes.class, Bytes.wrap(new byte[] {1, -1}), Serdes.Bytes());
        assertSameAsKafka(ByteBuffer.class, ByteBuffer.wrap(new byte[] {1, -1}), Serdes.ByteBuffer());
        assertSameAsKafka(UUID.class, new UUID(1, -1), Serdes.UUID());
        assertSameAsKafka(Short.class, (short) -2, Serdes.Short());
        assertSameAsKafka(Integer.class, -3, Serdes.Integer());
        assertSameAsKafka(Long.class, -4L, Serdes.Long());
        assertSameAsKafka(Float.class, -0.5f, Serdes.Float());
        assertSameAsKafka(Double.class, -0.5, Serdes.Double());
        assertSameAsKafka(Boolean.class, true, Serdes.Boolean());
    }

    @ParameterizedTest
    @ValueSource(classes = {short.class, int.class, long.class, float.class, double.class, boolean.class})
    void answersForPrimitivesToo(Class<?> primitive) {
        assertThat(Codecs.kafkaTypes().codec(primitive, Part.KEY)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(classes = {Object.class, List.class, Number.class, char.class, StringBuilder.class})
    void doesNotAnswerForOtherTypes(Class<?> other) {
        assertThat(Codecs.kafkaTypes().codec(other, Part.VALUE)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"80", "C3", "C3 28", "E2 82", "F0 9F 98", "C0 AF", "ED A0 80", "61 FF 61", "EF BF BD 80"})
    void textThatIsNotUtf8IsUndecodable(String hex) {
        byte[] bytes = bytes(hex);
        assertUndecodable(String.class, bytes, bytes.length + " bytes are not well-formed UTF-8 text");
    }

    @Test
    void aRealReplacementCharacterIsText() {
        assertThat(FoundCodec.of(String.class).decode(bytes("61 EF BF BD"))).isEqualTo("a\uFFFD");
    }

    @Test
    void halfASurrogatePairCannotBeEncoded() {
        for (String text : List.of("\uD83D", "a\uDE00", "\uDE00\uD83D", "?\uD83D?")) {
            assertThatExceptionOfType(CodecException.class)
                    .isThrownBy(() -> FoundCodec.of(String.class).encode(text))
                    .withMessage("a string of " + text.length() + " chars has half a surrogate pair");
        }
    }

    @Test
    void numbersOfTheWrongLengthAreUndecodable() {
        assertUndecodable(Short.class, new byte[3], "short needs 2 bytes, not 3");
        assertUndecodable(Integer.class, new byte[0], "int needs 4 bytes, not 0");
        assertUndecodable(Long.class, new byte[4], "long needs 8 bytes, not 4");
        assertUndecodable(Float.class, new byte[8], "float needs 4 bytes, not 8");
        assertUndecodable(Double.class, new byte[9], "double needs 8 bytes, not 9");
        assertUndecodable(Boolean.class, new byte[2], "boolean needs 1 byte, not 2");
        assertUndecodable(Boolean.class, new byte[] {5}, "the byte is no boolean");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "secret",
                "1-1-1-1-1",
                "00000000-0000-0001-ffff-fffffffffff",
                "000000001-000-0001-ffff-fffffffffffff"
            })
    void whatIsNotAUuidIsUndecodable(String text) {
        assertUndecodable(
                UUID.class,
                text.getBytes(StandardCharsets.UTF_8),
                text.length() + " bytes are not the 36 characters of a UUID");
    }

    @Test
    void upperCaseUuidsAreRead() {
        UUID uuid = new UUID(0xABCDEFL, -1);
        byte[] upper = uuid.toString().toUpperCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
        assertThat(FoundCodec.of(UUID.class).decode(upper)).isEqualTo(uuid);
    }

    @Test
    void anyBytesAreWrongForVoid() {
        assertUndecodable(Void.class, new byte[2], "there are 2 bytes where the type is Void");
    }

    @Test
    void buffersAreWrittenFromTheirPositionAndLeftAsTheyWere() {
        ByteBuffer buffer = ByteBuffer.wrap(new byte[] {1, 2, 3, 4}).position(1).limit(3);
        assertThat(FoundCodec.of(ByteBuffer.class).encode(buffer)).containsExactly(2, 3);
        assertThat(buffer.position()).isEqualTo(1);
        assertThat(buffer.limit()).isEqualTo(3);
    }

    @Test
    void whatAHandlerDoesToAnArrayDoesNotChangeTheRecord() {
        byte[] bytes = {1, 2};
        byte[] array = (byte[]) FoundCodec.of(byte[].class).decode(bytes);
        array[0] = 9;
        ((ByteBuffer) FoundCodec.of(ByteBuffer.class).decode(bytes)).put((byte) 9);
        ((Bytes) FoundCodec.of(Bytes.class).decode(bytes)).get()[0] = 9;
        assertThat(bytes).containsExactly(1, 2);
    }

    @Test
    void anArrayMayBeReusedAfterItWasEmitted() {
        byte[] reused = {1, 2};
        byte[] array = FoundCodec.of(byte[].class).encode(reused);
        byte[] wrapped = FoundCodec.of(Bytes.class).encode(Bytes.wrap(reused));
        reused[0] = 9;
        assertThat(array).containsExactly(1, 2);
        assertThat(wrapped).containsExactly(1, 2);
    }

    private static <T> void assertSameAsKafka(Class<T> type, T value, Serde<T> kafka) {
        byte[] bytes = FoundCodec.of(type).encode(value);
        assertThat(bytes).isEqualTo(kafka.serializer().serialize("t", value));
        assertThat(FoundCodec.of(type).decode(bytes))
                .isEqualTo(value)
                .isEqualTo(kafka.deserializer().deserialize("t", bytes));
    }

    private static void assertUndecodable(Class<?> type, byte[] bytes, String message) {
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> FoundCodec.of(type).decode(bytes))
                .withMessage(message)
                .satisfies(e -> assertThat(String.valueOf(e.getCause())).doesNotContain("secret", "5"));
    }

    private static byte[] bytes(String hex) {
        return HexFormat.ofDelimiter(" ").parseHex(hex);
    }
}
