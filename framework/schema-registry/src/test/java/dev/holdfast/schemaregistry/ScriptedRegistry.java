package dev.holdfast.schemaregistry;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/** Answers as a test says: what a real registry does not do on demand. */
final class ScriptedRegistry implements AutoCloseable {
    /** Gives one answer. */
    interface Script {
        void answer(HttpExchange exchange) throws IOException;
    }

    /** Makes a server. */
    private interface Binding {
        HttpServer bind(InetSocketAddress address, int backlog) throws IOException;
    }

    private final String scheme;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private volatile Script script = status(500, "");
    private final List<String> authorizations = new CopyOnWriteArrayList<>();

    ScriptedRegistry() {
        this("http", new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), HttpServer::create);
    }

    private ScriptedRegistry(String scheme, InetSocketAddress address, Binding binding) {
        this.scheme = scheme;
        try {
            server = binding.bind(address, 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            script.answer(exchange);
        });
        server.start();
    }

    /** With TLS; whoever asks must show a certificate, too, if that is wanted. */
    static ScriptedRegistry secured(SSLContext context, boolean mutual) {
        return new ScriptedRegistry(
                "https", new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), (address, backlog) -> {
                    HttpsServer server = HttpsServer.create(address, backlog);
                    server.setHttpsConfigurator(new HttpsConfigurator(context) {
                        @Override
                        public void configure(HttpsParameters parameters) {
                            SSLParameters ssl = context.getDefaultSSLParameters();
                            ssl.setNeedClientAuth(mutual);
                            parameters.setSSLParameters(ssl);
                        }
                    });
                    return server;
                });
    }

    static Script status(int status, String body) {
        return exchange -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            if (bytes.length > 0) {
                exchange.getResponseBody().write(bytes);
            }
            exchange.close();
        };
    }

    ScriptedRegistry will(Script answer) {
        script = answer;
        return this;
    }

    String address() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    String url() {
        return scheme + "://" + address();
    }

    int requests() {
        return authorizations.size();
    }

    List<String> authorizations() {
        return authorizations;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
