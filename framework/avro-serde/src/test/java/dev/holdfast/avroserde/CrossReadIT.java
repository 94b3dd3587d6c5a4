package dev.holdfast.avroserde;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.embeddedregistry.SchemaRegistryServer;
import io.apicurio.registry.serde.avro.AvroKafkaDeserializer;
import io.apicurio.registry.serde.avro.AvroKafkaSerializer;
import java.util.Map;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Another implementation, in Confluent framing, and ours read each other's bytes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CrossReadIT {
    private final SchemaRegistryServer server = SchemaRegistryServer.start();
    private final Map<String, Object> theirConfig = Map.of(
            "apicurio.registry.url",
            server.url().replace("/apis/ccompat/v7", "/apis/registry/v2"),
            "apicurio.registry.auto-register",
            true,
            "apicurio.registry.headers.enabled",
            false,
            "apicurio.registry.as-confluent",
            true,
            "apicurio.registry.use-id",
            "contentId",
            "apicurio.registry.artifact-resolver-strategy",
            "io.apicurio.registry.serde.strategy.TopicIdStrategy");

    @AfterAll
    void close() {
        server.close();
    }

    @Test
    void theyReadWhatWeWrite() {
        byte[] ours = serde().serializer().serialize("ours", Samples.everything());
        try (AvroKafkaDeserializer<GenericRecord> theirs = new AvroKafkaDeserializer<>()) {
            theirs.configure(theirConfig, false);
            assertThat(theirs.deserialize("ours", ours)).isEqualTo(Samples.everything());
        }
    }

    @Test
    void weReadWhatTheyWriteAndTheBytesAreTheSame() {
        try (AvroKafkaSerializer<GenericRecord> theirs = new AvroKafkaSerializer<>()) {
            theirs.configure(theirConfig, false);
            byte[] written = theirs.serialize("theirs", Samples.everything());

            assertThat(serde().deserializer().deserialize("theirs", written)).isEqualTo(Samples.everything());
            assertThat(serde().serializer().serialize("theirs", Samples.everything()))
                    .isEqualTo(written);
        }
    }

    private AvroSerde serde() {
        AvroSerde serde = new AvroSerde();
        serde.configure(Map.of("schema.registry.url", server.url()), false);
        return serde;
    }
}
