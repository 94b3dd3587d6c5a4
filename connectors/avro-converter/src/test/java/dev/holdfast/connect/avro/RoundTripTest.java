package dev.holdfast.connect.avro;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

class RoundTripTest {
    private final ConverterConfig config = ConverterConfig.of(Map.of("schema.registry.url", "http://localhost"));
    private final Mappings mappings = new Mappings(false);

    @Property(tries = 2_000)
    void whatConnectWritesComesBackWithAllOfItsSchema(@ForAll long seed) {
        RandomData random = RandomData.all(seed);
        Schema schema = random.schema();
        Object value = random.valueOrNull(schema);
        org.apache.avro.Schema avro = ToAvroSchema.of(schema, config);

        byte[] bytes = AvroBytes.of(avro, mappings.between(schema, avro).toAvro(value));
        org.apache.avro.Schema registered = AvroBytes.parsed(avro);
        Schema back = ToConnectSchema.of(registered, config);

        assertThat(back).isEqualTo(schema);
        assertThat(read(registered, bytes, back)).isEqualTo(value);
    }

    private @Nullable Object read(org.apache.avro.Schema registered, byte[] bytes, Schema schema) {
        return mappings.between(schema, registered).toConnect(AvroBytes.read(registered, bytes));
    }
}
