package dev.holdfast.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.holdfast.CodecException;
import dev.holdfast.TypeRef;
import dev.holdfast.codec.CodecFactory.Part;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.junit.jupiter.api.Test;

class SerdeCodecTest {
    private record Name(String text) {}

    private static final TypeRef<List<Long>> LONGS = new TypeRef<>() {};

    @Test
    void answersForItsTypeOnly() {
        CodecFactory longs = Codecs.of(LONGS, kafkasLists());
        assertThat(longs.codec(LONGS.type(), Part.KEY)).isPresent();
        assertThat(longs.codec(new TypeRef<List<String>>() {}.type(), Part.KEY)).isEmpty();
        assertThat(longs.codec(List.class, Part.KEY)).isEmpty();
    }

    @Test
    void kafkasListSerdeCanBeUsed() {
        FoundCodec longs = FoundCodec.of(Codecs.of(LONGS, kafkasLists()), LONGS.type());
        assertThat(longs.decode(longs.encode(List.of(1L, -2L)))).isEqualTo(List.of(1L, -2L));
    }

    @Test
    void aSerdeForABuiltInTypeIsRefusedAsItWouldNeverBeUsed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Codecs.of(String.class, Serdes.String()))
                .withMessage("java.lang.String has a built-in codec that is always asked first;"
                        + " wrap it in a type of your own to use a serde");
    }

    @Test
    void aSerdeThatMakesNullOfSomethingFails() {
        FoundCodec codec =
                FoundCodec.of(Codecs.of(Name.class, Serdes.serdeFrom((t, v) -> null, (t, b) -> null)), Name.class);
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> codec.encode(new Name("")))
                .withMessage("the serializer of dev.holdfast.codec.SerdeCodecTest$Name made null of a value");
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> codec.decode(new byte[3]))
                .withMessage("the deserializer of dev.holdfast.codec.SerdeCodecTest$Name made null of 3 bytes");
    }

    @Test
    void whatASerdeThrowsIsPassedOn() {
        SerializationException broken = new SerializationException("broken");
        FoundCodec codec = FoundCodec.of(
                Codecs.of(Name.class, Serdes.serdeFrom((t, v) -> v.text().getBytes(StandardCharsets.UTF_8), (t, b) -> {
                    throw broken;
                })),
                Name.class);
        assertThat(codec.encode(new Name("ab"))).containsExactly('a', 'b');
        assertThatExceptionOfType(SerializationException.class)
                .isThrownBy(() -> codec.decode(new byte[3]))
                .isSameAs(broken);
    }

    private static Serde<List<Long>> kafkasLists() {
        Serde<List<Long>> serde = new Serdes.ListSerde<>();
        Map<String, ?> configuration = Map.of(
                CommonClientConfigs.DEFAULT_LIST_VALUE_SERDE_TYPE_CLASS,
                ArrayList.class,
                CommonClientConfigs.DEFAULT_LIST_VALUE_SERDE_INNER_CLASS,
                Serdes.LongSerde.class);
        serde.configure(configuration, false);
        return serde;
    }
}
