package dev.holdfast.avroserde;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AvroConfigTest {
    @ParameterizedTest
    @CsvSource({
        "use.schema.id, 7",
        "context.name.strategy, com.example.OwnStrategy",
        "value.schema.id.serializer, io.confluent.kafka.serializers.schema.id.HeaderSchemaIdSerializer",
        "rule.executors, encrypt"
    })
    void whatWouldWriteOtherBytesIsRefused(String key, String value) {
        assertThatThrownBy(() -> new AvroConfig(Map.of(key, value), false))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(key + " is not supported");
    }

    @ParameterizedTest
    @CsvSource({
        "use.schema.id, -1",
        "context.name.strategy, io.confluent.kafka.serializers.context.NullContextNameStrategy",
        "value.schema.id.serializer, io.confluent.kafka.serializers.schema.id.PrefixSchemaIdSerializer",
        "rule.executors, ''"
    })
    void whatMeansTheSameIsTaken(String key, String value) {
        assertThatCode(() -> new AvroConfig(Map.of(key, value), false)).doesNotThrowAnyException();
    }
}
