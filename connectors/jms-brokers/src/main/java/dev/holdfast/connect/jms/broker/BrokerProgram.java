package dev.holdfast.connect.jms.broker;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A broker that can be asked about its queues by HTTP: {@code PUT /queues/<name>} creates one, {@code GET /queues/<name>}
 * counts its messages. TERM stops it in good order.
 */
public final class BrokerProgram {
    private static final String QUEUES = "/queues/";
    private static final int OK = 200;
    private static final int FAILED = 500;

    private final Broker broker;

    private BrokerProgram(Broker broker) {
        this.broker = broker;
    }

    /**
     * Starts a broker and returns; it runs until the process ends.
     *
     * @param arguments {@code classic} or {@code artemis}, the port for clients, the port for questions, the folder for data
     * @throws Exception if it can't be started
     */
    public static void main(String[] arguments) throws Exception {
        int port = Integer.parseInt(arguments[1]);
        Path folder = Path.of(arguments[3]);
        Broker broker =
                switch (arguments[0]) {
                    case "classic" -> new ClassicBroker(port, folder);
                    case "artemis" -> new ArtemisBroker(port, folder);
                    default -> throw new IllegalArgumentException("There is no kind of broker " + arguments[0]);
                };
        BrokerProgram program = new BrokerProgram(broker);
        broker.start();
        Runtime.getRuntime().addShutdownHook(new Thread(program::stop, "stop"));
        program.answerAt(Integer.parseInt(arguments[2]));
    }

    private void stop() {
        try {
            broker.stop();
        } catch (Exception e) {
            throw new IllegalStateException("The broker did not stop in good order", e);
        }
    }

    private void answerAt(int port) throws IOException {
        HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        http.createContext(QUEUES, this::answer);
        http.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String queue = exchange.getRequestURI().getPath().substring(QUEUES.length());
        try {
            if (exchange.getRequestMethod().equals("PUT")) {
                broker.createQueue(queue);
            }
            reply(exchange, OK, Long.toString(broker.messages(queue)));
        } catch (Exception e) {
            reply(exchange, FAILED, e.toString());
        }
    }

    private static void reply(HttpExchange exchange, int code, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(code, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
