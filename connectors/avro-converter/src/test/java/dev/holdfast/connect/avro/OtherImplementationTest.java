package dev.holdfast.connect.avro;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.apicurio.registry.serde.avro.NonRecordContainer;
import io.apicurio.registry.utils.converter.avro.AvroData;
import java.io.IOException;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Another implementation makes the same Avro schema and bytes of the same data, and the same data of these. */
class OtherImplementationTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ConverterConfig config = ConverterConfig.of(Map.of("schema.registry.url", "http://localhost"));
    private final Mappings mappings = new Mappings(false);
    private final AvroData theirs = new AvroData(1);

    @Property(tries = 2_000)
    void bothWriteAndReadTheSame(@ForAll long seed) throws IOException {
        RandomData random = RandomData.comparable(seed);
        Schema schema = random.schema();
        Object value = random.valueOrNull(schema);

        org.apache.avro.Schema ours = ToAvroSchema.of(schema, config);
        byte[] bytes = AvroBytes.of(ours, mappings.between(schema, ours).toAvro(value));
        org.apache.avro.Schema other = theirs.fromConnectSchema(schema);

        assertThat(json(ours)).isEqualTo(json(other));
        assertThat(bytes).isEqualTo(AvroBytes.of(other, unwrapped(theirs.fromConnectData(schema, value))));

        org.apache.avro.Schema registered = AvroBytes.parsed(ours);
        Schema back = ToConnectSchema.of(registered, config);
        Object datum = AvroBytes.read(registered, bytes);
        assertThat(back).as(registered.toString()).isEqualTo(theirs.toConnectSchema(registered));
        if (datum != null) {
            assertThat(mappings.between(back, registered).toConnect(datum))
                    .isEqualTo(theirs.toConnectData(registered, datum).value());
        }
    }

    @Test
    void bothReadWhatConnectHasNoWordsFor() {
        org.apache.avro.Schema avro = AvroBytes.parsed(AvroSamples.SCHEMA);
        Object datum = AvroBytes.read(avro, AvroBytes.of(avro, AvroSamples.value()));

        Schema schema = ToConnectSchema.of(avro, config);
        assertThat(schema).isEqualTo(theirs.toConnectSchema(avro));
        assertThat(mappings.between(schema, avro).toConnect(datum))
                .isEqualTo(theirs.toConnectData(avro, datum).value());
    }

    private static @Nullable Object unwrapped(@Nullable Object datum) {
        return datum instanceof NonRecordContainer<?> container ? container.getValue() : datum;
    }

    private static JsonNode json(org.apache.avro.Schema schema) throws IOException {
        return JSON.readTree(schema.toString());
    }
}
