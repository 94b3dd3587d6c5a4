package dev.holdfast.internal.invoke;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.CodecException;
import dev.holdfast.Message;
import dev.holdfast.Topic;
import dev.holdfast.TypeRef;
import dev.holdfast.codec.Codec;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.junit.jupiter.api.Test;

class RecordEncoderTest {
    private static final Topic<String, String> ORDERS = Topic.of("orders", String.class, String.class);

    private final CodecRegistry codecs = new CodecRegistry(
            List.of((type, part) -> type == String.class ? Optional.of(new Text()) : Optional.empty()));

    @Test
    void keyValueHeadersAndTimestampAreEncoded() {
        Message<String, String> message =
                Message.of("k", "v").header("tenant", "blue").timestamp(Instant.ofEpochMilli(42));

        var record = RecordEncoder.of(ORDERS, codecs).encode(message.to("elsewhere"));

        assertThat(record.topic()).isEqualTo("orders");
        assertThat(record.partition()).isNull();
        assertThat(record.timestamp()).isEqualTo(42);
        assertThat(record.key()).asString().isEqualTo("k");
        assertThat(record.value()).asString().isEqualTo("v");
        assertThat(record.headers().toArray())
                .containsExactly(
                        new RecordHeader("tenant", "blue".getBytes(StandardCharsets.UTF_8)),
                        new RecordHeader("codec", new byte[] {1}),
                        new RecordHeader("codec", new byte[] {1}));
    }

    @Test
    void nullsStayNullAndTheTimestampIsLeftToTheProducer() {
        var record = RecordEncoder.of(ORDERS, codecs).encode(Message.of(null, null));

        assertThat(record.key()).isNull();
        assertThat(record.value()).isNull();
        assertThat(record.timestamp()).isNull();
    }

    @Test
    void aTypeWithoutCodecIsNamed() {
        Topic<String, List<Long>> topic = Topic.of("numbers", String.class, new TypeRef<List<Long>>() {});

        assertThatThrownBy(() -> RecordEncoder.of(topic, codecs))
                .isInstanceOf(CodecException.class)
                .hasMessage(
                        "There is no codec for the values of topic 'numbers', of type java.util.List<java.lang.Long>");
    }

    @Test
    void aFailingCodecIsNamedWithoutShowingTheValue() {
        RecordEncoder encoder = new RecordEncoder("orders", new Text(), new Text());

        assertThatThrownBy(() -> encoder.encode("k", 13, null, List.of()))
                .isInstanceOf(CodecException.class)
                .hasMessage("The value of a record for topic 'orders' can't be encoded: java.lang.Integer with codec "
                        + Text.class.getName())
                .hasCauseInstanceOf(ClassCastException.class);
        assertThatThrownBy(() -> encoder.encode("broken", "v", null, List.of()))
                .isInstanceOf(CodecException.class)
                .hasMessage("The key of a record for topic 'orders' can't be encoded: java.lang.String with codec "
                        + Text.class.getName())
                .hasRootCauseMessage("as asked for");
    }

    static final class Text implements Codec<String> {
        @Override
        public byte[] encode(String topic, Headers headers, String value) {
            if (value.equals("broken")) {
                throw new IllegalArgumentException("as asked for");
            }
            headers.add("codec", new byte[] {1});
            return value.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public String decode(String topic, Headers headers, byte[] bytes) {
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }
}
