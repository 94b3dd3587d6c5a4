package dev.holdfast.embeddedregistry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SchemaRegistryServerIT {
    private static final String SCHEMA = "{\"schema\":\"\\\"string\\\"\"}";

    @Test
    void keepsWhatItKnewWhenItIsKilledAndStartedAgain() throws Exception {
        try (SchemaRegistryServer server = SchemaRegistryServer.start()) {
            assertThat(send(server, "/subjects/s/versions", SCHEMA)).isEqualTo("{\"id\":1}");

            server.kill();
            assertThatIOException().isThrownBy(() -> send(server, "/schemas/ids/1", null));
            server.startAgain();

            assertThat(send(server, "/schemas/ids/1", null)).contains("string");
        }
    }

    @Test
    void doesNotOutliveAKilledParent() throws Exception {
        Process parent = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Parent.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader output = parent.inputReader()) {
            String[] words = output.lines()
                    .filter(text -> text.startsWith("registry "))
                    .findFirst()
                    .orElseThrow()
                    .split(" ", -1);
            ProcessHandle server = ProcessHandle.of(Long.parseLong(words[1])).orElseThrow();
            parent.destroyForcibly().waitFor();
            server.onExit().get(30, TimeUnit.SECONDS);

            assertThat(server.isAlive()).isFalse();
            assertThat(Path.of(words[2])).doesNotExist();
        }
    }

    private static String send(SchemaRegistryServer server, String path, @Nullable String body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.url() + path))
                .header("Content-Type", "application/vnd.schemaregistry.v1+json");
        if (body != null) {
            request.POST(HttpRequest.BodyPublishers.ofString(body));
        }
        return HttpClient.newHttpClient()
                .send(request.build(), BodyHandlers.ofString())
                .body();
    }

    /** Starts a registry, says which process it is and where its data are, and waits to be killed. */
    static final class Parent {
        private Parent() {}

        public static void main(String[] arguments) throws InterruptedException {
            SchemaRegistryServer server = SchemaRegistryServer.start();
            System.out.println("registry " + server.pid() + " " + server.directory());
            Thread.currentThread().join();
        }
    }
}
