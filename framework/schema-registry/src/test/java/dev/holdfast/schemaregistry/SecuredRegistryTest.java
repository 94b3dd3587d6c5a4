package dev.holdfast.schemaregistry;

import static dev.holdfast.schemaregistry.ScriptedRegistry.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** TLS, credentials and proxies, by the keys that Kafka's and Confluent's clients have for them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SecuredRegistryTest {
    private static final String FOUND = "{\"schema\":\"\\\"int\\\"\"}";
    private static final SchemaText INT = SchemaText.avro("\"int\"");

    private Path folder = Path.of("");
    private Map<String, String> trust = Map.of();
    private Map<String, String> key = Map.of();
    private ScriptedRegistry secured = new ScriptedRegistry();
    private ScriptedRegistry mutual = secured;
    private ScriptedRegistry otherName = secured;

    @BeforeAll
    void start(@TempDir Path shared) throws Exception {
        folder = shared;
        secured.close();
        KeyStores stores = new KeyStores(folder);
        Path server = stores.key("server", "ip:127.0.0.1");
        Path other = stores.key("other", "dns:registry.example");
        Path client = stores.key("client", "dns:client");
        Path trustsClient = stores.trusting("client");
        trust = store("truststore", stores.trusting("server"));
        key = Stream.of(store("keystore", client), Map.of("schema.registry.ssl.key.password", KeyStores.PASSWORD))
                .collect(HashMap::new, Map::putAll, Map::putAll);
        stores.pem("other");
        secured = answering(ScriptedRegistry.secured(KeyStores.server(server, trustsClient), false));
        mutual = answering(ScriptedRegistry.secured(KeyStores.server(server, trustsClient), true));
        otherName = answering(ScriptedRegistry.secured(KeyStores.server(other, trustsClient), false));
    }

    @AfterAll
    void close() {
        Stream.of(secured, mutual, otherName).forEach(ScriptedRegistry::close);
    }

    @Test
    void aCertificateIsTrustedIfTheTrustStoreHasIt() {
        assertThat(client(secured, trust).schema(1)).isEqualTo(INT);
        assertThatThrownBy(() -> client(secured, Map.of()).schema(1))
                .isInstanceOf(RegistryUnavailableException.class)
                .hasStackTraceContaining("SSLHandshakeException");
    }

    @Test
    void certificatesAsTextAreTrusted() throws Exception {
        Map<String, String> text = Map.of(
                "schema.registry.ssl.truststore.type",
                "PEM",
                "schema.registry.ssl.truststore.certificates",
                Files.readString(folder.resolve("server.pem")));
        assertThat(client(secured, text).schema(1)).isEqualTo(INT);
    }

    @Test
    void theCertificateMustBeForTheHostThatIsAsked() throws Exception {
        Map<String, String> text = Map.of(
                "schema.registry.ssl.truststore.type",
                "PEM",
                "schema.registry.ssl.truststore.certificates",
                Files.readString(folder.resolve("other.pem")));
        assertThatThrownBy(() -> client(otherName, text).schema(1))
                .isInstanceOf(RegistryUnavailableException.class)
                .hasStackTraceContaining("No subject alternative names matching IP address 127.0.0.1");
    }

    @Test
    void theKeyStoresCertificateIsShownToARegistryThatWantsOne() {
        Map<String, String> both = new HashMap<>(trust);
        both.putAll(key);

        assertThat(client(mutual, both).schema(1)).isEqualTo(INT);
        assertThatThrownBy(() -> client(mutual, trust).schema(1)).isInstanceOf(RegistryUnavailableException.class);
    }

    @Test
    void aWrongPasswordOfAStoreIsToldAtOnceAndNotShown() {
        Map<String, String> wrong = new HashMap<>(trust);
        wrong.put("schema.registry.ssl.truststore.password", "SECRET");

        assertThatThrownBy(() -> client(secured, wrong))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("schema.registry.ssl: ")
                .hasMessageContaining("trusts-server.p12")
                .hasMessageNotContaining("SECRET");
    }

    @Test
    void saslCredentialsAreInherited() {
        try (ScriptedRegistry plain = answering(new ScriptedRegistry())) {
            Map<String, String> sasl = Map.of(
                    "basic.auth.credentials.source",
                    "SASL_INHERIT",
                    "sasl.jaas.config",
                    "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"ada\""
                            + " password=\"SECRET\";");

            assertThat(client(plain, sasl).schema(1)).isEqualTo(INT);
            assertThat(plain.authorizations()).containsExactly("Basic YWRhOlNFQ1JFVA==");
        }
    }

    @Test
    void aProxyIsAskedInsteadOfTheHost() {
        try (ScriptedRegistry proxy = answering(new ScriptedRegistry())) {
            String[] address = proxy.address().split(":", -1);
            Map<String, Object> config =
                    new HashMap<>(Map.of("schema.registry.url", "http://registry.invalid:8081", "max.retries", 0));
            config.putAll(Map.of("proxy.host", address[0], "proxy.port", address[1]));

            assertThat(SchemaRegistryClient.of(config).schema(1)).isEqualTo(INT);
        }
    }

    @ParameterizedTest
    @CsvSource({"proxy.host, localhost", "proxy.port, 3128"})
    void halfAProxyIsRefused(String name, String value) {
        assertThatThrownBy(() -> client(secured, Map.of(name, value)))
                .isInstanceOf(ConfigException.class)
                .hasMessage("proxy.host and proxy.port are of no use without each other");
    }

    @ParameterizedTest
    @ValueSource(strings = {"OAUTHBEARER", "SASL_OAUTHBEARER_INHERIT", "CUSTOM"})
    void otherSourcesOfTokensAreRefusedAlsoWithoutAToken(String source) {
        assertThatThrownBy(() -> client(secured, Map.of("bearer.auth.credentials.source", source)))
                .isInstanceOf(ConfigException.class)
                .hasMessage("bearer.auth.credentials.source can be STATIC_TOKEN only");
    }

    private static ScriptedRegistry answering(ScriptedRegistry registry) {
        return registry.will(status(200, FOUND));
    }

    private static Map<String, String> store(String kind, Path file) {
        return Map.of(
                "schema.registry.ssl." + kind + ".location",
                file.toString(),
                "schema.registry.ssl." + kind + ".type",
                "PKCS12",
                "schema.registry.ssl." + kind + ".password",
                KeyStores.PASSWORD);
    }

    private static SchemaRegistryClient client(ScriptedRegistry registry, Map<String, String> more) {
        Map<String, Object> config = new HashMap<>(Map.of("schema.registry.url", registry.url(), "max.retries", 0));
        config.putAll(more);
        return SchemaRegistryClient.of(config);
    }
}
