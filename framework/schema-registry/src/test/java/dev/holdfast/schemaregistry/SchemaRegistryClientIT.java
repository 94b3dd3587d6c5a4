package dev.holdfast.schemaregistry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.embeddedregistry.SchemaRegistryServer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SchemaRegistryClientIT {
    private static final SchemaText ONE = record("{\"name\":\"id\",\"type\":\"long\"}");
    private static final SchemaText TWO =
            record("{\"name\":\"id\",\"type\":\"long\"},{\"name\":\"x\",\"type\":\"int\",\"default\":0}");
    private static final SchemaText UNFIT =
            record("{\"name\":\"id\",\"type\":\"long\"},{\"name\":\"y\",\"type\":\"string\"}");

    private final SchemaRegistryServer server = SchemaRegistryServer.start();
    private final SchemaRegistryClient client =
            SchemaRegistryClient.of(Map.of("schema.registry.url", server.url() + "/"));

    @AfterAll
    void close() {
        server.close();
    }

    @Test
    void schemasAreRegisteredFoundAndDeleted() {
        String subject = "a subject/with: signs-value";
        int one = client.register(subject, ONE);
        int two = client.register(subject, TWO);

        assertThat(client.register(subject, ONE)).isEqualTo(one);
        assertThat(client.schema(two)).isEqualTo(TWO);
        assertThat(client.lookUp(subject, ONE)).isEqualTo(new RegisteredSchema(subject, 1, one, ONE));
        assertThat(client.version(subject, 2)).isEqualTo(new RegisteredSchema(subject, 2, two, TWO));
        assertThat(client.latest(subject).version()).isEqualTo(2);
        assertThat(client.versions(subject)).containsExactly(1, 2);
        assertThat(client.subjects()).contains(subject);
        assertThat(client.delete(subject, false)).containsExactly(1, 2);
        assertThatThrownBy(() -> client.versions(subject)).isInstanceOf(SubjectNotFoundException.class);
    }

    @Test
    void whatIsMissingIsTyped() {
        client.register("there-value", ONE);
        assertThatThrownBy(() -> client.schema(4_711)).isInstanceOf(SchemaNotFoundException.class);
        assertThatThrownBy(() -> client.latest("nowhere")).isInstanceOf(SubjectNotFoundException.class);
        assertThatThrownBy(() -> client.version("there-value", 9)).isInstanceOf(VersionNotFoundException.class);
        assertThatThrownBy(() -> client.lookUp("there-value", TWO)).isInstanceOf(SchemaNotFoundException.class);
        assertThatThrownBy(() -> client.register("bad", SchemaText.avro("{\"type\":\"none\"}")))
                .isInstanceOf(InvalidSchemaException.class);
        // This registry has no modes.
        assertThatThrownBy(client::mode).isInstanceOf(RegistryRefusedException.class);
    }

    @Test
    void compatibilityIsCheckedAndEnforced() {
        client.register("strict-value", ONE);
        client.setCompatibility("strict-value", CompatibilityLevel.BACKWARD);

        assertThat(client.compatibility("strict-value")).isEqualTo(CompatibilityLevel.BACKWARD);
        assertThat(client.check("strict-value", TWO).compatible()).isTrue();
        assertThat(client.check("strict-value", UNFIT).compatible()).isFalse();
        assertThat(client.check("strict-value", UNFIT).reasons()).isNotEmpty();
        assertThat(client.check("not-there-yet", UNFIT).compatible()).isTrue();
        assertThatThrownBy(() -> client.register("strict-value", UNFIT))
                .isInstanceOf(IncompatibleSchemaException.class);
    }

    @Test
    void referencesAreFoundEachAfterThoseItNeeds() {
        SchemaText leaf = SchemaText.avro("{\"type\":\"fixed\",\"name\":\"Leaf\",\"size\":1}");
        SchemaText branch = new SchemaText(
                SchemaText.AVRO,
                "{\"type\":\"record\",\"name\":\"Branch\",\"fields\":[{\"name\":\"leaf\",\"type\":\"Leaf\"}]}",
                List.of(new SchemaReference("Leaf", "leaf", 1)));
        client.register("leaf", leaf);
        client.register("branch", branch);
        SchemaText tree = new SchemaText(
                SchemaText.AVRO,
                "{\"type\":\"record\",\"name\":\"Tree\",\"fields\":[{\"name\":\"branch\",\"type\":\"Branch\"}]}",
                List.of(new SchemaReference("Branch", "branch", 1)));
        int id = client.register("tree", tree);

        try (SchemaLookup lookup = SchemaLookup.waiting(client)) {
            SchemaText found = lookup.schema(id);
            assertThat(found).isEqualTo(tree);
            assertThat(lookup.references(found)).containsExactly(leaf, branch);
        }
    }

    private static SchemaText record(String fields) {
        return SchemaText.avro("{\"type\":\"record\",\"name\":\"Order\",\"fields\":[" + fields + "]}");
    }
}
