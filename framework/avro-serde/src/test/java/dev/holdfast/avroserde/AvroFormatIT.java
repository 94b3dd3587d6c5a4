package dev.holdfast.avroserde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.avroserde.Samples.Bean;
import dev.holdfast.avroserde.Samples.Cash;
import dev.holdfast.avroserde.Samples.Doubles;
import dev.holdfast.avroserde.Samples.Numbers;
import dev.holdfast.avroserde.Samples.PointV1;
import dev.holdfast.avroserde.Samples.PointV2;
import dev.holdfast.avroserde.Samples.Rich;
import dev.holdfast.embeddedregistry.SchemaRegistryServer;
import dev.holdfast.schemaregistry.SchemaLookup;
import dev.holdfast.schemaregistry.SchemaNotFoundException;
import dev.holdfast.schemaregistry.SchemaRegistryClient;
import dev.holdfast.schemaregistry.SchemaText;
import java.io.File;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.reflect.ReflectData;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AvroFormatIT {
    private final SchemaRegistryServer server = SchemaRegistryServer.start();
    private final SchemaRegistryClient client = SchemaRegistryClient.of(config());
    private final SchemaLookup lookup = SchemaLookup.waiting(client);

    @AfterAll
    void close() {
        lookup.close();
        server.close();
    }

    @Test
    void everyTypeOfAvroComesBack() {
        AvroFormat format = generic();
        assertThat(format.decode(format.encode("all", Samples.everything()))).isEqualTo(Samples.everything());
    }

    @Test
    void plainValuesComeBack() {
        AvroFormat format = generic();
        for (Object value : List.of(true, 1, 2L, 0.5f, 0.25, "é", new byte[] {1, 2})) {
            String topic = value.getClass().getSimpleName();
            assertThat(format.decode(format.encode(topic, value))).isEqualTo(value);
        }
        byte[] framed = format.encode("raw", new byte[] {7, 8});
        assertThat(framed).hasSize(Frame.LENGTH + 2).startsWith(0).endsWith(7, 8);
    }

    @Test
    void aRecordOfJavaComesBackWithAllThatItHolds() {
        AvroFormat format = java(Rich.class);
        for (Rich rich :
                List.of(Samples.rich(Optional.empty(), null), Samples.rich(Optional.of(new Cash(1)), "note"))) {
            assertThat(format.decode(format.encode("rich", rich)))
                    .usingRecursiveComparison()
                    .isEqualTo(rich);
        }
    }

    @Test
    void aBeanComesBackAndHasTheSchemaOfAvrosReflection() {
        AvroFormat format = java(Bean.class);
        Bean read = (Bean) format.decode(format.encode("bean", new Bean().with("a", 2)));
        assertThat(read.text()).isEqualTo("a22");
        Schema theirs = new ReflectData().getSchema(Bean.class);
        assertThat(format.schema().map(SchemaNormalization::toParsingForm))
                .contains(SchemaNormalization.toParsingForm(theirs));
    }

    @Test
    void whatAClassCannotBeMappedForIsNamed() {
        record Odd(List<File> files) {}
        assertThatIllegalArgumentException()
                .isThrownBy(() -> java(Odd.class))
                .withMessage(Odd.class.getName() + ".files: no Avro for java.io.File");
    }

    @Test
    void recordsAreReadInTheSchemaOfTheClass() {
        byte[] written = java(PointV1.class).encode("points", new PointV1(3, 4));
        assertThat(java(PointV2.class).decode(written)).isEqualTo(new PointV2(3, 7));
    }

    /** Avro 1.12.2 alone refuses it: it wants eight bytes for each of the ints. */
    @Test
    void intsInListsAreReadAsDoubles() {
        byte[] written = java(Numbers.class).encode("numbers", new Numbers(List.of(1, 2, 3)));
        assertThat(java(Doubles.class).decode(written)).isEqualTo(new Doubles(List.of(1.0, 2.0, 3.0)));
    }

    @Test
    void generatedClassesComeBackAlsoFromAnOlderSchema() {
        AvroFormat format = AvroFormat.specific(SpecificOrder.class, config(), false, lookup);
        SpecificOrder order = new SpecificOrder("o", 2, "c");
        assertThat(format.decode(format.encode("orders", order))).isEqualTo(order);

        Schema older = new Schema.Parser()
                .parse("{\"type\":\"record\",\"name\":\"SpecificOrder\",\"namespace\":"
                        + "\"dev.holdfast.avroserde\",\"fields\":[{\"name\":\"quantity\",\"type\":\"int\"},"
                        + "{\"name\":\"id\",\"type\":\"string\"},{\"name\":\"gone\",\"type\":\"long\"}]}");
        GenericData.Record old = new GenericData.Record(older);
        old.put("quantity", 3);
        old.put("id", "old");
        old.put("gone", 1L);
        assertThat(format.decode(generic().encode("orders-old", old))).isEqualTo(new SpecificOrder("old", 3, null));
    }

    @Test
    void logicalTypesAreConvertedWhereThatIsAskedFor() {
        byte[] written = generic().encode("all", Samples.everything());
        GenericRecord raw = (GenericRecord) generic().decode(written);
        GenericRecord converted = (GenericRecord)
                format(Map.of("avro.use.logical.type.converters", true)).decode(written);

        assertThat(raw.get("at")).isEqualTo(1_700_000_000_123L);
        assertThat(converted.get("at")).isEqualTo(Instant.ofEpochMilli(1_700_000_000_123L));
    }

    @Test
    void aClassIsMadeByTheRecordsSchemaOnlyIfItIsAGeneratedOne() {
        AvroFormat named = format(Map.of("specific.avro.reader", true));
        SpecificOrder order = new SpecificOrder("o", 2, null);
        assertThat(named.decode(generic().encode("orders", order))).isEqualTo(order);

        for (String name : List.of(Trap.class.getName().replace('$', '.'), "java.io.File", "no.such.Type")) {
            int dot = name.lastIndexOf('.');
            Schema schema =
                    Schema.createRecord(name.substring(dot + 1), null, name.substring(0, dot), false, List.of());
            byte[] written = generic().encode("trap-" + name.hashCode(), new GenericData.Record(schema));
            assertThatThrownBy(() -> named.decode(written)).isInstanceOf(AvroDataException.class);
        }
        Schema text = Schema.create(Schema.Type.STRING);
        text.addProp("java-class", Trap.class.getName());
        Schema holder = Schema.createRecord(
                "SpecificOrder",
                null,
                "dev.holdfast.avroserde",
                false,
                List.of(new Schema.Field("id", text), new Schema.Field("quantity", Schema.create(Schema.Type.INT))));
        GenericData.Record record = new GenericData.Record(holder);
        record.put("id", "x");
        record.put("quantity", 1);
        assertThat(named.decode(generic().encode("java-class", record))).isEqualTo(new SpecificOrder("x", 1, null));
        assertThat(System.getProperty(Trap.SPRUNG)).isNull();
    }

    /** Tells when it is initialized. */
    static final class Trap {
        static final String SPRUNG = "dev.holdfast.trap";

        static {
            System.setProperty(SPRUNG, "yes");
        }

        Trap(String text) {}
    }

    @Test
    void theNewestVersionIsWrittenWhereThatIsAskedFor() {
        Schema newest = new Schema.Parser()
                .parse("{\"type\":\"record\",\"name\":\"PointV1\",\"namespace\":"
                        + "\"dev.holdfast.avroserde.Samples\",\"fields\":[{\"name\":\"y\",\"type\":\"int\"},"
                        + "{\"name\":\"x\",\"type\":\"long\"},{\"name\":\"w\",\"type\":\"int\",\"default\":5}]}");
        int id = client.register("latest-value", SchemaText.avro(newest.toString()));
        Map<String, Object> config = config();
        config.putAll(Map.of("auto.register.schemas", false, "use.latest.version", true));

        byte[] written = AvroFormat.java(PointV1.class, config, false, lookup).encode("latest", new PointV1(3, 4));

        assertThat(ByteBuffer.wrap(written).getInt(1)).isEqualTo(id);
        assertThat(String.valueOf(generic().decode(written))).isEqualTo("{\"y\": 4, \"x\": 3, \"w\": 5}");
    }

    @Test
    void aSchemaThatIsNotRegisteredIsNotWritten() {
        Map<String, Object> config = config();
        config.put("auto.register.schemas", false);
        AvroFormat format = AvroFormat.java(PointV1.class, config, false, lookup);
        client.register("strict-value", SchemaText.avro("\"int\""));
        assertThatThrownBy(() -> format.encode("strict", new PointV1(1, 2)))
                .isInstanceOf(SchemaNotFoundException.class);
    }

    @Test
    void subjectsAreNamedAsTheStrategySays() {
        Schema schema = Samples.EVERYTHING;
        assertThat(generic().subject("t", schema)).isEqualTo("t-value");
        assertThat(AvroFormat.generic(config(), true, lookup).subject("t", schema))
                .isEqualTo("t-key");
        String theirs = "io.confluent.kafka.serializers.subject.";
        assertThat(format(Map.of("value.subject.name.strategy", theirs + "RecordNameStrategy"))
                        .subject("t", schema))
                .isEqualTo("samples.Everything");
        assertThat(format(Map.of("value.subject.name.strategy", theirs + "TopicRecordNameStrategy"))
                        .subject("t", schema))
                .isEqualTo("t-samples.Everything");
        assertThatThrownBy(() -> format(Map.of("value.subject.name.strategy", "MyStrategy")))
                .hasMessageContaining("not MyStrategy");
    }

    @Test
    void whatIsNotOursIsATypedError() {
        AvroFormat format = generic();
        byte[] fine = format.encode("points-generic", Samples.everything());
        byte[] longer = Arrays.copyOf(fine, fine.length + 1);
        for (byte[] bytes : List.of(new byte[0], new byte[4], new byte[] {1, 0, 0, 0, 1, 0}, longer)) {
            assertThatThrownBy(() -> format.decode(bytes))
                    .isInstanceOf(AvroDataException.class)
                    .hasNoCause();
        }
        assertThatThrownBy(() -> format.decode(new byte[] {0, 0, 0, 99, 99, 0}))
                .isInstanceOf(SchemaNotFoundException.class);
    }

    @Test
    void aBombOfNullsIsRefused() {
        Schema nulls = Schema.createRecord(
                "Nulls",
                null,
                "samples",
                false,
                List.of(new Schema.Field("all", Schema.createArray(Schema.create(Schema.Type.NULL)))));
        int id = client.register("nulls-value", SchemaText.avro(nulls.toString()));
        byte[] three = ByteBuffer.allocate(7)
                .put((byte) 0)
                .putInt(id)
                .put(new byte[] {6, 0})
                .array();
        assertThat(String.valueOf(generic().decode(three))).isEqualTo("{\"all\": [null, null, null]}");
        // A hundred thousand nulls in four bytes.
        byte[] bomb = ByteBuffer.allocate(9)
                .put((byte) 0)
                .putInt(id)
                .put(new byte[] {(byte) 0xc0, (byte) 0x9a, 0x0c, 0})
                .array();
        assertThatThrownBy(() -> generic().decode(bomb)).isInstanceOf(AvroDataException.class);
    }

    @Test
    void kafkaMakesTheSerdeByItsName() {
        try (AvroSerde serde = new AvroSerde()) {
            serde.configure(config(), false);
            byte[] bytes = serde.serializer().serialize("serde", Samples.everything());
            assertThat(serde.deserializer().deserialize("serde", bytes)).isEqualTo(Samples.everything());
        }
        try (Serde<PointV1> typed = AvroSerde.of(PointV1.class, config(), true)) {
            byte[] bytes = typed.serializer().serialize("typed", new PointV1(1, 2));
            assertThat(typed.deserializer().deserialize("typed", bytes)).isEqualTo(new PointV1(1, 2));
            assertThatThrownBy(() -> typed.deserializer().deserialize("typed", new byte[] {0, 0, 0, 99, 99}))
                    .isInstanceOf(SerializationException.class)
                    .hasCauseInstanceOf(SchemaNotFoundException.class);
        }
    }

    private AvroFormat generic() {
        return AvroFormat.generic(config(), false, lookup);
    }

    private AvroFormat java(Class<?> type) {
        return AvroFormat.java(type, config(), false, lookup);
    }

    private AvroFormat format(Map<String, ?> more) {
        Map<String, Object> all = config();
        all.putAll(more);
        return AvroFormat.configured(all, false, lookup);
    }

    private Map<String, Object> config() {
        return new HashMap<>(Map.of("schema.registry.url", server.url()));
    }
}
