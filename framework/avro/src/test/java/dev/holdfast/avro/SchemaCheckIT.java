package dev.holdfast.avro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdfast.InvalidDefinitionException;
import dev.holdfast.Topic;
import dev.holdfast.TopicSpec;
import dev.holdfast.annotation.Emits;
import dev.holdfast.annotation.Handles;
import dev.holdfast.app.Holdfast;
import dev.holdfast.avroserde.AvroSchemas;
import dev.holdfast.embedded.KafkaCluster;
import dev.holdfast.embeddedregistry.SchemaRegistryServer;
import dev.holdfast.schemaregistry.CompatibilityLevel;
import dev.holdfast.schemaregistry.SchemaRegistryClient;
import dev.holdfast.schemaregistry.SchemaText;
import dev.holdfast.state.Phase;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SchemaCheckIT {
    private final KafkaCluster cluster = KafkaCluster.start(1);
    private final SchemaRegistryServer registry = SchemaRegistryServer.start();
    private final SchemaRegistryClient client = SchemaRegistryClient.of(Map.of("schema.registry.url", registry.url()));

    @BeforeAll
    void ordersAreWritten() {
        register("orders-value", Orders.V1.Order.class);
        client.setCompatibility("orders-value", CompatibilityLevel.BACKWARD);
    }

    @AfterAll
    void close() {
        registry.close();
        cluster.close();
    }

    @Test
    void aHandlerThatReadsEveryVersionStarts() {
        try (Holdfast app = app(SchemaCheck.VERIFY, new Compatible())) {
            app.start();
            assertThat(app.state().phase()).isNotEqualTo(Phase.FAILED);
        }
    }

    @Test
    void aHandlerThatDoesNotIsRefusedWithTheNamesOfTheFields() {
        try (Holdfast app = app(SchemaCheck.VERIFY, new Incompatible())) {
            InvalidDefinitionException refused = catchThrowableOfType(InvalidDefinitionException.class, app::start);

            String v3 = Orders.V3.class.getName().replace('$', '.')
                    + ".Order can't read version 1 of subject orders-value: ";
            assertThat(refused.problems()).hasSize(2).allMatch(problem -> problem.startsWith(v3));
            assertThat(refused.problems().get(0)).contains("field 'quantity' has another type");
            assertThat(refused.problems().get(1))
                    .contains("field 'warehouse' is missing in what was written, and has no default")
                    .contains("at handler Incompatible.handle (parameter 1");
            assertThat(app.state().phase()).isEqualTo(Phase.FAILED);
        }
    }

    @Test
    void withoutACheckItStarts() {
        try (Holdfast app = app(SchemaCheck.NONE, new Incompatible())) {
            app.start();
        }
    }

    @Test
    void whatIsReturnedIsRegisteredOrRefused() {
        try (Holdfast app = app(SchemaCheck.VERIFY, new Returning())) {
            assertThatThrownBy(app::start)
                    .isInstanceOf(InvalidDefinitionException.class)
                    .hasMessageContaining("there is no subject shipped-value, which")
                    .hasMessageContaining("at handler Returning.handle (return type)");
        }
        try (Holdfast app = app(SchemaCheck.REGISTER, new Returning())) {
            app.start();
        }
        assertThat(client.versions("shipped-value")).containsExactly(1);
    }

    @Test
    void aPublisherIsRefusedToo() {
        try (Holdfast app = app(SchemaCheck.REGISTER, new Compatible())) {
            app.start();
            assertThatThrownBy(() -> app.publisher(Topic.of("orders", String.class, Orders.V3.Order.class)))
                    .isInstanceOf(InvalidDefinitionException.class)
                    .hasMessageContaining("field 'warehouse'")
                    .hasMessageContaining("at publisher of topic 'orders'");
        }
    }

    @Test
    void theCommandEndsWithOneAndTheReasons(@TempDir Path directory) throws Exception {
        Files.writeString(
                directory.resolve("orders-value.avsc"),
                AvroSchemas.of(Orders.V3.Order.class).toString());
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);

        assertThat(CheckSchemas.run(new String[] {"--registry", registry.url(), directory.toString()}, out))
                .isEqualTo(1);
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("REFUSED orders-value next version ")
                .contains("field 'warehouse' is missing");
        String fine = "reads:orders-value=" + Orders.V2.Order.class.getName();
        assertThat(CheckSchemas.run(new String[] {"--registry", registry.url(), fine}, out))
                .isEqualTo(0);
        assertThat(CheckSchemas.run(new String[] {"--registry", "http://127.0.0.1:1", fine}, out))
                .isEqualTo(1);
        assertThat(CheckSchemas.run(new String[] {}, out)).isEqualTo(2);
    }

    static final class Compatible {
        @Handles("orders")
        void handle(Orders.V2.Order order) {}
    }

    static final class Incompatible {
        @Handles("orders")
        void handle(Orders.V3.Order order) {}
    }

    static final class Returning {
        @Handles("orders")
        @Emits("shipped")
        Orders.V2.Order handle(Orders.V2.Order order) {
            return order;
        }
    }

    private Holdfast app(SchemaCheck check, Object handlers) {
        AvroCodecs codecs = AvroCodecs.builder()
                .config(Map.of("schema.registry.url", registry.url()))
                .plain(Orders.V2.Order.class, Orders.V3.Order.class)
                .check(check)
                .build();
        return Holdfast.builder()
                .applicationId("shop")
                .bootstrapServers(cluster.bootstrapServers())
                .codecs(codecs)
                .topics(List.of(TopicSpec.of("orders"), TopicSpec.of("shipped")))
                .handlers(handlers)
                .build();
    }

    private void register(String subject, Class<?> type) {
        client.register(subject, SchemaText.avro(AvroSchemas.of(type).toString()));
    }
}
