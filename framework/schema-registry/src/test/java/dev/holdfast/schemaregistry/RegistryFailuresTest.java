package dev.holdfast.schemaregistry;

import static dev.holdfast.schemaregistry.ScriptedRegistry.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegistryFailuresTest {
    private static final String FOUND = "{\"schema\":\"\\\"int\\\"\"}";
    private static final String MISSING = "{\"error_code\":40403,\"message\":\"no\"}";

    private final ScriptedRegistry one = new ScriptedRegistry();
    private final ScriptedRegistry other = new ScriptedRegistry();

    @AfterEach
    void close() {
        one.close();
        other.close();
    }

    @Test
    void serverErrorsAreTriedAgainInSoManyRounds() {
        RegistryUnavailableException failure = catchThrowableOfType(
                RegistryUnavailableException.class, () -> client(one.url()).schema(1));

        assertThat(failure.status()).isEqualTo(500);
        assertThat(failure.mayPass()).isTrue();
        assertThat(one.requests()).isEqualTo(3);
    }

    @Test
    void theNextUrlIsAskedAndPreferredFromThenOn() {
        other.will(status(200, FOUND));
        SchemaRegistryClient client = client("http://127.0.0.1:1," + one.url() + "," + other.url());

        assertThat(client.schema(1)).isEqualTo(SchemaText.avro("\"int\""));
        assertThat(client.schema(2)).isEqualTo(SchemaText.avro("\"int\""));
        assertThat(one.requests()).isEqualTo(1);
        assertThat(other.requests()).isEqualTo(2);
    }

    @Test
    void aSchemaIsMissingOnlyIfNoUrlHasIt() {
        one.will(status(404, MISSING));
        other.will(status(200, FOUND));
        assertThat(client(one.url() + "," + other.url()).schema(1)).isEqualTo(SchemaText.avro("\"int\""));

        other.will(status(404, MISSING));
        assertThatThrownBy(() -> client(one.url() + "," + other.url()).schema(1))
                .isInstanceOf(SchemaNotFoundException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "404, 40401, SubjectNotFoundException, false",
        "404, 40402, VersionNotFoundException, false",
        "404, 40403, SchemaNotFoundException, false",
        "404, 404, RegistryRefusedException, true",
        "409, 409, IncompatibleSchemaException, false",
        "422, 42201, InvalidSchemaException, false",
        "401, 401, RegistryRefusedException, true",
        "403, 40301, RegistryRefusedException, true",
        "429, 42901, RegistryUnavailableException, true"
    })
    void otherAnswersAreTypedAndNotTriedAgain(int status, int code, String type, boolean mayPass) {
        one.will(status(status, "{\"error_code\":" + code + ",\"message\":\"why\\nnot\"}"));

        SchemaRegistryException failure = catchThrowableOfType(
                SchemaRegistryException.class, () -> client(one.url()).schema(1));

        assertThat(failure.getClass().getSimpleName()).isEqualTo(type);
        assertThat(failure.mayPass()).isEqualTo(mayPass);
        assertThat(failure).hasMessageContaining("why not");
        assertThat(one.requests()).isEqualTo(1);
    }

    @Test
    void whatIsNoRegistrySaysNothingAboutSchemas() {
        one.will(status(404, "<html>not here</html>"));
        assertThatThrownBy(() -> client(one.url()).schema(1)).isInstanceOf(RegistryRefusedException.class);
        one.will(status(200, "<html>log in</html>"));
        assertThatThrownBy(() -> client(one.url()).schema(1)).isInstanceOf(RegistryUnavailableException.class);
        one.will(status(200, "{}"));
        assertThatThrownBy(() -> client(one.url()).schema(1)).isInstanceOf(RegistryUnavailableException.class);
        one.will(status(200, "x".repeat(17 * 1024 * 1024)));
        assertThatThrownBy(() -> client(one.url()).schema(1)).isInstanceOf(RegistryUnavailableException.class);
    }

    @Test
    void anAnswerThatDoesNotEndIsGivenUp() {
        CountDownLatch ended = new CountDownLatch(1);
        one.will(exchange -> {
            exchange.sendResponseHeaders(200, 100);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
            hold(ended);
        });
        Map<String, Object> config = config(one.url());
        config.putAll(Map.of("http.connect.timeout.ms", 100, "http.read.timeout.ms", 100, "max.retries", 0));

        assertThatThrownBy(() -> SchemaRegistryClient.of(config).schema(1))
                .isInstanceOf(RegistryUnavailableException.class)
                .hasMessageContaining("no answer within 200 ms");
        ended.countDown();
    }

    @Test
    void credentialsAreSentAndNeverShown() {
        one.will(status(401, "{}"));
        Map<String, Object> userInfo = config(one.url());
        userInfo.putAll(Map.of(
                "basic.auth.credentials.source", "USER_INFO", "schema.registry.basic.auth.user.info", "ada:SECRET"));
        Map<String, Object> token = config(one.url());
        token.put("bearer.auth.token", "SECRET");
        for (Map<String, Object> config : List.of(config("http://ada:SECRET@" + one.address()), userInfo, token)) {
            assertThatThrownBy(() -> SchemaRegistryClient.of(config).schema(1))
                    .isInstanceOf(RegistryRefusedException.class)
                    .message()
                    .doesNotContain("SECRET");
        }
        assertThat(one.authorizations())
                .containsExactly("Basic YWRhOlNFQ1JFVA==", "Basic YWRhOlNFQ1JFVA==", "Bearer SECRET");
        assertThatThrownBy(() -> client("http://ada:SECRET@"))
                .isInstanceOf(ConfigException.class)
                .message()
                .doesNotContain("SECRET");
    }

    @Test
    void theNameOfTheHostCannotBeLeftUnchecked() {
        Map<String, Object> config = config(one.url());
        config.put("schema.registry.ssl.endpoint.identification.algorithm", "");
        assertThatThrownBy(() -> SchemaRegistryClient.of(config)).hasMessageContaining("can only be https");
    }

    @Test
    void manyThreadsAskOnce() throws Exception {
        CountDownLatch all = new CountDownLatch(1);
        one.will(exchange -> {
            hold(all);
            status(200, FOUND).answer(exchange);
        });
        ExecutorService threads = Executors.newFixedThreadPool(16);
        try (SchemaLookup lookup = SchemaLookup.waiting(client(one.url()))) {
            List<Future<SchemaText>> asked = IntStream.range(0, 16)
                    .mapToObj(i -> threads.submit(() -> lookup.schema(1)))
                    .toList();
            all.countDown();
            for (Future<SchemaText> each : asked) {
                assertThat(each.get()).isEqualTo(SchemaText.avro("\"int\""));
            }
            assertThat(one.requests()).isEqualTo(1);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void absenceIsRemembered() {
        one.will(status(404, MISSING));
        try (SchemaLookup lookup = SchemaLookup.waiting(client(one.url()))) {
            for (int i = 0; i < 5; i++) {
                assertThatThrownBy(() -> lookup.schema(1)).isInstanceOf(SchemaNotFoundException.class);
            }
        }
        assertThat(one.requests()).isEqualTo(1);
    }

    @Test
    void withPatienceAnAnswerThatIsLateComesToTheNextAttempt() throws Exception {
        CountDownLatch late = new CountDownLatch(1);
        one.will(exchange -> {
            hold(late);
            status(200, FOUND).answer(exchange);
        });
        try (SchemaLookup lookup =
                SchemaLookup.patient(client(one.url()), Duration.ofMillis(1), Duration.ofSeconds(30))) {
            assertThatThrownBy(() -> lookup.schema(1))
                    .isInstanceOf(RegistryUnavailableException.class)
                    .hasMessage("the registry has not answered yet");
            late.countDown();
            // The same question by its other name waits, which shows that the threads are free again.
            one.will(status(200, "{\"id\":1}"));
            assertThat(lookup.register("s", SchemaText.avro("\"int\""))).isEqualTo(1);
        }
        assertThat(one.requests()).isEqualTo(2);
    }

    @Test
    void withPatienceAFirstAbsenceIsDoubted() {
        one.will(status(404, MISSING));
        try (SchemaLookup lookup =
                SchemaLookup.patient(client(one.url()), Duration.ofSeconds(30), Duration.ofSeconds(30))) {
            assertThatThrownBy(() -> lookup.schema(1))
                    .isInstanceOf(RegistryUnavailableException.class)
                    .hasMessageEndingWith("(believed when it says so again)");
        }
    }

    private static void hold(CountDownLatch until) {
        try {
            until.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static SchemaRegistryClient client(String urls) {
        return SchemaRegistryClient.of(config(urls));
    }

    private static Map<String, Object> config(String urls) {
        return new HashMap<>(Map.of("schema.registry.url", urls, "max.retries", 2, "retries.wait.ms", 1));
    }
}
