package dev.holdfast.benchmarks;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.apache.avro.Schema;

/** Has one schema, with the id 1, and is asked for it once; a real registry would only take CPU from what is measured. */
final class IdRegistry implements AutoCloseable {
    private final HttpServer server;

    IdRegistry(Schema schema) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        String text = schema.toString().replace("\"", "\\\"");
        byte[] answer = ("{\"id\":1,\"schema\":\"" + text + "\"}").getBytes(StandardCharsets.UTF_8);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
