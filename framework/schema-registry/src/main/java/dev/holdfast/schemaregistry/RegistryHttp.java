package dev.holdfast.schemaregistry;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests to whichever of the registry's URLs answers, beginning with the one that did last. I/O failures and 5xx
 * are tried again: on the next URL, and after a pause in further rounds over all of them. Nothing else is.
 */
final class RegistryHttp {
    private static final String CONTENT = "application/vnd.schemaregistry.v1+json";
    private static final String ACCEPT =
            "application/vnd.schemaregistry.v1+json, application/vnd.schemaregistry+json; q=0.9, application/json; q=0.5";

    private final List<URI> urls;
    private final HttpClient client;
    private final Credentials credentials;
    private final RegistryConfig config;
    private final Duration limit;
    private final AtomicInteger preferred = new AtomicInteger();

    RegistryHttp(RegistryConfig config) {
        this.config = config;
        this.urls = config.urls();
        this.credentials = Credentials.of(config);
        this.limit = config.millis("http.connect.timeout.ms").plus(config.millis("http.read.timeout.ms"));
        HttpClient.Builder builder = HttpClient.newBuilder()
                // Without the upgrade to HTTP/2, which some gateways in front of registries choke on.
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(config.millis("http.connect.timeout.ms"));
        Tls.of(config.tls()).ifPresent(builder::sslContext);
        config.proxy().map(ProxySelector::of).ifPresent(builder::proxy);
        this.client = builder.build();
    }

    /**
     * Asks.
     *
     * @param method GET, POST, PUT or DELETE
     * @param path below the URL, encoded
     * @param body JSON, or null for none
     * @return the answer's JSON
     * @throws SchemaRegistryException what any other answer means, or that there was none
     */
    JsonNode call(String method, String path, @Nullable String body) {
        String what = method + " " + path;
        Attempts attempts = new Attempts(what);
        Duration pause = config.millis("retries.wait.ms");
        for (int round = 0; round <= config.number("max.retries"); round++) {
            if (round > 0) {
                pause(pause);
                pause = shorter(pause.multipliedBy(2), config.millis("retries.max.wait.ms"));
            }
            int first = preferred.get();
            for (int i = 0; i < urls.size(); i++) {
                int index = (first + i) % urls.size();
                Answer answer = attempts.ask(() -> send(urls.get(index), method, path, body, what));
                if (answer != null) {
                    preferred.set(index);
                    return answer.orThrow();
                }
            }
            if (attempts.absence != null) {
                throw attempts.absence.failure();
            }
        }
        throw attempts.failure();
    }

    private Answer send(URI url, String method, String path, @Nullable String body, String what) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(withoutUser(url) + path))
                .header("Accept", ACCEPT)
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (body != null) {
            request.header("Content-Type", CONTENT);
        }
        config.headers().forEach(request::setHeader);
        credentials.header(url).ifPresent(value -> request.setHeader("Authorization", value));
        HttpResponse<byte[]> response = await(client.sendAsync(request.build(), info -> new LimitedBody()));
        return Answer.of(what, response.statusCode(), response.body());
    }

    private static String withoutUser(URI url) {
        String text = url.toString();
        return url.getRawUserInfo() == null ? text : text.replace(url.getRawUserInfo() + "@", "");
    }

    /** The limit is for the whole answer: the client's own would end with the headers. */
    private HttpResponse<byte[]> await(CompletableFuture<HttpResponse<byte[]>> response) throws IOException {
        try {
            return response.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            response.cancel(true);
            throw new IOException("no answer within " + limit.toMillis() + " ms");
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        } catch (InterruptedException e) {
            response.cancel(true);
            Thread.currentThread().interrupt();
            throw new RegistryUnavailableException("interrupted while the registry was asked", 0, e);
        }
    }

    private static void pause(Duration pause) {
        long until = System.nanoTime() + pause.toNanos();
        for (long left = pause.toNanos(); left > 0; left = until - System.nanoTime()) {
            LockSupport.parkNanos(left);
            if (Thread.currentThread().isInterrupted()) {
                throw new RegistryUnavailableException("interrupted before the registry was asked again", 0, null);
            }
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private interface Request {
        Answer send() throws IOException;
    }

    /** What became of the attempts at one request. */
    private static final class Attempts {
        private final String what;
        private @Nullable Answer absence;
        private @Nullable RegistryUnavailableException failure;

        Attempts(String what) {
            this.what = what;
        }

        /** The answer, if it decides: one URL may not know yet what another one does. */
        @Nullable
        Answer ask(Request request) {
            try {
                Answer answer = request.send();
                if (answer.isNotFound()) {
                    absence = answer;
                    return null;
                }
                if (!answer.isServerError()) {
                    return answer;
                }
                failure = new RegistryUnavailableException(
                        String.valueOf(answer.failure().getMessage()), answer.status(), failure);
            } catch (IOException e) {
                Throwable cause = e.getCause() == null ? e : e.getCause();
                failure = new RegistryUnavailableException(what + ": " + cause, 0, cause);
            }
            return null;
        }

        RegistryUnavailableException failure() {
            return failure == null ? new RegistryUnavailableException(what + ": no answer", 0, null) : failure;
        }
    }
}
