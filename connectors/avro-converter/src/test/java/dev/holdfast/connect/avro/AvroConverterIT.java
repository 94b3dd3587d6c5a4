package dev.holdfast.connect.avro;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.avroserde.AvroDeserializer;
import dev.holdfast.avroserde.AvroSerializer;
import dev.holdfast.embeddedregistry.SchemaRegistryServer;
import dev.holdfast.schemaregistry.SchemaRegistryClient;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.errors.RetriableException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The converter with a real registry, in this JVM. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AvroConverterIT {
    private static final Schema ORDER = SchemaBuilder.struct()
            .name("shop.Order")
            .version(3)
            .field("id", Schema.STRING_SCHEMA)
            .field("count", SchemaBuilder.int16().defaultValue((short) 2).build())
            .field("note", Schema.OPTIONAL_STRING_SCHEMA)
            .build();

    private final SchemaRegistryServer registry = SchemaRegistryServer.start();

    @AfterAll
    void close() {
        registry.close();
    }

    @Test
    void keysAndValuesAreRegisteredUnderTheirSubjectsAndReadByTheSerde() {
        byte[] key = converter(true, Map.of()).fromConnectData("orders", Schema.STRING_SCHEMA, "k");
        byte[] value = converter(false, Map.of())
                .fromConnectData(
                        "orders", ORDER, new Struct(ORDER).put("id", "o-1").put("count", (short) 4));

        assertThat(SchemaRegistryClient.of(config()).subjects()).contains("orders-key", "orders-value");
        try (AvroDeserializer reader = new AvroDeserializer()) {
            reader.configure(config(), false);
            assertThat(reader.deserialize("orders", key)).isEqualTo("k");
            GenericRecord read = (GenericRecord) requireNonNull(reader.deserialize("orders", value));
            assertThat(read.getSchema().getFullName()).isEqualTo("shop.Order");
            assertThat(read.get("count")).isEqualTo(4);
        }
    }

    @Test
    void whatTheSerdeWritesIsReadWithItsSchema() {
        try (AvroSerializer writer = new AvroSerializer()) {
            writer.configure(config(), false);
            SchemaAndValue read = converter(false, Map.of())
                    .toConnectData("samples", writer.serialize("samples", AvroSamples.value()));

            assertThat(read.schema().name()).isEqualTo("shop.Order");
            assertThat(((Struct) read.value()).getString("colour")).isEqualTo("GREEN");
        }
    }

    @Test
    void enumsStayEnumsIfThatIsWanted() {
        try (AvroSerializer writer = new AvroSerializer()) {
            writer.configure(config(), false);
            byte[] bytes = writer.serialize("enums", AvroSamples.value());
            AvroConverter enhanced = converter(false, Map.of("enhanced.avro.schema.support", "true"));
            SchemaAndValue read = enhanced.toConnectData("enums", bytes);

            byte[] again = enhanced.fromConnectData("enums-again", read.schema(), read.value());
            try (AvroDeserializer reader = new AvroDeserializer()) {
                reader.configure(config(), false);
                GenericRecord record = (GenericRecord) requireNonNull(reader.deserialize("enums-again", again));
                assertThat(record.getSchema().getField("colour").schema().getEnumSymbols())
                        .containsExactly("RED", "GREEN");
            }
        }
    }

    @Test
    void bytesAtTheTopAndValuesThatMayBeMissingComeBack() {
        AvroConverter converter = converter(false, Map.of());
        Schema numbers =
                SchemaBuilder.array(Schema.OPTIONAL_INT8_SCHEMA).optional().build();
        List<?> some = Arrays.asList((byte) 1, null);

        assertThat(converter
                        .toConnectData("numbers", converter.fromConnectData("numbers", numbers, some))
                        .value())
                .isEqualTo(some);
        byte[] raw = converter.fromConnectData("raw", Schema.BYTES_SCHEMA, new byte[] {1, 2, 3});
        // As Confluent's serializer writes them: without Avro's length.
        assertThat(raw).hasSize(8);
        assertThat(converter.toConnectData("raw", raw).value()).isEqualTo(ByteBuffer.wrap(new byte[] {1, 2, 3}));
    }

    @Test
    void tombstonesStayTombstones() {
        AvroConverter converter = converter(false, Map.of());

        assertThat(converter.fromConnectData("orders", ORDER, null)).isNull();
        assertThat(converter.toConnectData("orders", null)).isEqualTo(SchemaAndValue.NULL);
    }

    @Test
    void whatWillNotPassIsADataException() {
        AvroConverter converter = converter(false, Map.of());

        assertThatThrownBy(() -> converter.toConnectData("t", new byte[] {0, 0, 1, 0, 0, 5}))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith("The value of a record of topic 't': ");
        assertThatThrownBy(() -> converter.toConnectData("t", new byte[] {'{', '}'}))
                .isInstanceOf(DataException.class);
        assertThatThrownBy(() -> converter.fromConnectData("t", null, "SECRET"))
                .isInstanceOf(DataException.class)
                .hasMessageEndingWith("the value has no schema, without which there is no Avro");
        assertThatThrownBy(() -> converter.fromConnectData("t", ORDER, "SECRET"))
                .isInstanceOf(DataException.class)
                .hasMessageNotContaining("SECRET");
    }

    @Test
    void aRegistryThatDoesNotAnswerMayPass() {
        AvroConverter converter =
                converter(false, Map.of("schema.registry.url", "http://127.0.0.1:1", "max.retries", "0"));

        assertThatThrownBy(() -> converter.toConnectData("t", new byte[] {0, 0, 0, 0, 1, 5}))
                .isInstanceOf(RetriableException.class);
        assertThatThrownBy(() -> converter.fromConnectData("t", Schema.STRING_SCHEMA, "a"))
                .isInstanceOf(RetriableException.class);
    }

    private AvroConverter converter(boolean key, Map<String, String> more) {
        Map<String, String> config = new HashMap<>(config());
        config.putAll(more);
        AvroConverter converter = new AvroConverter();
        converter.configure(config, key);
        return converter;
    }

    private Map<String, String> config() {
        return Map.of("schema.registry.url", registry.url());
    }
}
