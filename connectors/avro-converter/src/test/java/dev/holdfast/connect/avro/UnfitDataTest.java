package dev.holdfast.connect.avro;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What has no place in the other kind of schema is told with the field's path, and without values. */
class UnfitDataTest {
    private static final Map<String, ?> URL = Map.of("schema.registry.url", "http://localhost");
    private static final Schema LINE = SchemaBuilder.struct()
            .name("Line")
            .field("price", Schema.FLOAT64_SCHEMA)
            .build();
    private static final Schema ORDER = SchemaBuilder.struct()
            .name("Order")
            .field("lines", SchemaBuilder.array(LINE).build())
            .field(
                    "rates",
                    SchemaBuilder.map(Schema.INT32_SCHEMA, Schema.INT8_SCHEMA).build())
            .build();

    private final ConverterConfig config = ConverterConfig.of(URL);
    private final Mappings mappings = new Mappings(false);

    @Test
    void aValueOfAnotherTypeIsToldWithItsPath() {
        Mapping mapping = mappings.between(ORDER, ToAvroSchema.of(ORDER, config));
        Schema other = SchemaBuilder.struct()
                .name("Line")
                .field("price", Schema.STRING_SCHEMA)
                .build();
        Schema order = SchemaBuilder.struct()
                .name("Order")
                .field("lines", SchemaBuilder.array(other).build())
                .build();
        Struct value = new Struct(order).put("lines", List.of(new Struct(other).put("price", "SECRET")));

        assertThatThrownBy(() -> mapping.toAvro(value))
                .isInstanceOf(DataException.class)
                .hasMessage("field 'lines[].price' is of another type: java.lang.String");
    }

    @Test
    void aMissingValueIsToldWithItsPath() {
        Mapping mapping = mappings.between(ORDER, ToAvroSchema.of(ORDER, config));

        assertThatThrownBy(() -> mapping.toAvro(new Struct(ORDER).put("lines", List.of())))
                .isInstanceOf(DataException.class)
                .hasMessage("field 'rates' is null, but not optional");
    }

    @Test
    void aNumberThatIsTooBigForItsConnectTypeIsTold() {
        org.apache.avro.Schema avro = new org.apache.avro.Schema.Parser()
                .parse("{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"small\",\"type\":"
                        + "{\"type\":\"int\",\"connect.type\":\"int8\"}}]}");
        org.apache.avro.generic.GenericData.Record record = new org.apache.avro.generic.GenericData.Record(avro);
        record.put("small", 300);

        assertThatThrownBy(() ->
                        mappings.between(ToConnectSchema.of(avro, config), avro).toConnect(record))
                .isInstanceOf(DataException.class)
                .hasMessage("field 'small' does not fit: more than a byte");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    field 'next' is of a schema that contains itself, R | {'name':'next','type':['null','R']}
                    field 'none' is always null, for which Connect has no schema | {'name':'none','type':'null'}
                    field 'two' is a union with two branches that Connect would name 'X' | {'name':'two','type':[{'type':'record','name':'a.X','fields':[]},{'type':'record','name':'b.X','fields':[]}]}
                    field 'm' is an array of entries that have other fields than key and value | {'name':'m','type':{'type':'array','items':{'type':'record','name':'E','connect.internal.type':'MapEntry','fields':[]}}}
                    """)
    void whatConnectHasNoSchemaForIsToldWithItsPath(String message, String field) {
        org.apache.avro.Schema avro = new org.apache.avro.Schema.Parser()
                .parse("{'type':'record','name':'R','fields':[%s]}"
                        .formatted(field)
                        .replace('\'', '"'));

        assertThatThrownBy(() -> ToConnectSchema.of(avro, config))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void whatAvroHasNoSchemaForIsToldWithItsPath() {
        Schema twice = SchemaBuilder.struct()
                .field("a", LINE)
                .field("b", SchemaBuilder.struct().name("Line").build())
                .build();
        assertThatThrownBy(() -> ToAvroSchema.of(twice, config))
                .isInstanceOf(DataException.class)
                .hasMessage("field 'b' has the name Line of another field with another schema");

        Schema name =
                SchemaBuilder.struct().field("not-avro", Schema.INT32_SCHEMA).build();
        assertThatThrownBy(() -> ToAvroSchema.of(name, config))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("not-avro");

        SchemaBuilder itself = SchemaBuilder.struct().name("Node");
        itself.field("next", itself);
        assertThatThrownBy(() -> ToAvroSchema.of(itself, config))
                .isInstanceOf(DataException.class)
                .hasMessage("field 'next' is of a schema that contains itself");
    }

    @ParameterizedTest
    @ValueSource(strings = {"scrub.invalid.names", "flatten.unions", "generalized.sum.type.support"})
    void settingsThatWouldWriteOtherBytesAreRefused(String key) {
        Map<String, Object> config = new HashMap<>(URL);
        config.put(key, "true");

        assertThatThrownBy(() -> ConverterConfig.of(config))
                .isInstanceOf(ConfigException.class)
                .hasMessage(key + " is not supported by this converter; it can only be false");
    }
}
